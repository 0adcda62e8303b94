import ArgumentParser
import ImageOperations
import ImageSpec

/// `rmi`.
public struct RemoveImageCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "rmi", abstract: "Remove images, or names of images")
  public static let synopsis = "[OPTIONS] IMAGE [IMAGE...]"
  public static let argumentKinds: [ArgumentKind] = [.localImage]
  public static let examples = [Example("rmi app:1 app:2", "two names at once")]

  @Flag(name: [.customShort("f"), .long], help: "Remove it though a container needs it or it has several names")
  var force = false
  @OptionGroup var dryRun: DryRunOption
  @Argument(help: "The images, by name or id")
  var images: [String]

  public init() {}

  public var story: Story {
    get throws {
      try images.reduce(into: Story()) { story, text in
        let own = RemoveImage(try ImageName(parsing: text)).story
        story.requires += own.requires
        story.removes += own.removes
      }
    }
  }

  public func run(in context: CommandContext) async throws {
    var errors: [any Error] = []
    var isMissingOnly = true
    for text in images {
      do {
        let verb = RemoveImage(try ImageName(parsing: text), force: force)
        guard let result = try await dryRun.run(verb, in: context) else { continue }
        for name in result.names { try context.output.line("Untagged: \(name.familiar)") }
        if let id = result.deleted { try context.output.line("Deleted: \(id)") }
        for layer in result.layers { try context.output.line("Deleted: \(layer)") }
      } catch let error as BrokenPipe { throw error } catch {
        if case LocalImageError.noSuchImage = error {} else { isMissingOnly = false }
        errors.append(error)
      }
    }
    // With -f an image that is not there is as good as removed: told, but no failure.
    if !errors.isEmpty { throw SeveralErrors(errors, status: force && isMissingOnly ? .success : .failure) }
  }
}
