import ArgumentParser
import ImageOperations
import ImageSpec
import Presentation

/// `rmi`.
public struct RemoveImageCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "rmi", abstract: "Remove images, or names of images")
  public static let synopsis = "[OPTIONS] IMAGE [IMAGE...]"
  public static let argumentKinds: [ArgumentKind] = [.localImage]
  public static let examples = [
    Example("rmi app:1 app:2", "two names at once; 'undo' brings them back"),
    Example("rmi --dry-run -f 6003ed9f", "what would go of an image with all its names"),
  ]

  @Flag(name: [.customShort("f"), .long], help: "Remove it though a container needs it or it has several names")
  var force = false
  @Flag(name: .customLong("no-prune"), help: "Keep the nameless images that it was made of")
  var noPrune = false
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
    // A dry run is planned as if each removal before were done.
    var planned = dryRun.isDry ? try await ImageRemovals(in: context.world) : nil
    for text in images {
      do {
        let removal = RemoveImage(try Self.name(text), force: force, prunesParents: !noPrune)
        if let plan = try planned?.next(removal) {
          _ = try await dryRun.tells(plan, in: context)
        } else {
          try tell(try await removal.run(in: context.world), in: context)
        }
      } catch let error as BrokenPipe { throw error } catch {
        if case LocalImageError.noSuchImage = error {} else { isMissingOnly = false }
        errors.append(error)
      }
    }
    // With -f an image that is not there is as good as removed: told, but no failure.
    if !errors.isEmpty { throw SeveralErrors(errors, status: force && isMissingOnly ? .success : .failure) }
  }

  private func tell(_ result: RemoveImage.Result, in context: CommandContext) throws {
    for name in result.names { try context.output.line("Untagged: \(name.familiar)") }
    for image in result.deleted {
      for digest in [image.id] + image.layers { try context.output.line("Deleted: \(digest)") }
    }
  }

  /// An image's name; here docker's engine, not its client, says what is wrong with one.
  private static func name(_ text: String) throws -> ImageName {
    do { return try ImageName(parsing: text) } catch ReferenceError.upperCase(let name) {
      throw UpperCaseName(name: name)
    }
  }

  /// A name has upper-case letters.
  struct UpperCaseName: WordedError {
    let name: String

    var words: ErrorText {
      ErrorText(
        "Error response from daemon: invalid reference format: repository name must be lowercase",
        nextStep: "Did you mean \"\(name.lowercased())\"?")
    }
  }
}
