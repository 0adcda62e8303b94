import ArgumentParser
import ContainerStore
import ImageOperations
import Presentation

/// `rm`.
public struct RemoveContainerCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "rm", abstract: "Remove containers with their changes")
  public static let synopsis = "[OPTIONS] CONTAINER [CONTAINER...]"
  public static let examples = [
    Example("rm web", "Remove a container with its changes"), Example("rm -f web db", "Go on where one is missing"),
  ]
  public static let argumentKinds: [ArgumentKind] = [.container]

  @Flag(name: [.customShort("f"), .long], help: "Accepted for scripts: nothing runs here that would resist")
  var force = false
  @Flag(name: [.customShort("v"), .long], help: "Accepted for scripts: a container has no volumes here")
  var volumes = false
  @Flag(name: [.customShort("l"), .long], help: "Refused: containers are not linked here")
  var link = false
  @OptionGroup var dryRun: DryRunOption
  @Argument(help: "The containers, by name or id")
  var containers: [String]

  public init() {}

  public var story: Story {
    get throws {
      Story(requires: containers.map { .container($0) }, removes: containers.map { .container($0) })
    }
  }

  public func run(in context: CommandContext) async throws {
    guard !link else { throw NoLinks() }
    var errors: [any Error] = []
    var isMissingOnly = true
    for text in containers {
      do {
        guard try await dryRun.run(RemoveContainer(text), in: context) != nil else { continue }
        try context.output.line(text)
      } catch let error as BrokenPipe { throw error } catch {
        if case ContainerError.notFound = error {} else { isMissingOnly = false }
        errors.append(error)
      }
    }
    if !errors.isEmpty { throw SeveralErrors(errors, status: force && isMissingOnly ? .success : .failure) }
  }

  /// `-l` would remove a link between containers.
  struct NoLinks: WordedError {
    var words: ErrorText {
      ErrorText("containers are not linked to each other here", nextStep: "Leave '-l' out to remove the container.")
    }
  }
}
