import ArgumentParser
import ImageOperations
import ImageSpec

/// `tag`.
public struct TagCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "tag", abstract: "Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE")
  public static let synopsis = "SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]"
  public static let argumentKinds: [ArgumentKind] = [.localImage, .newReference]
  public static let examples = [Example("tag app:1 alice/app:1", "a name that can be pushed")]

  @OptionGroup var dryRun: DryRunOption
  @Argument(help: "The image")
  var source: String
  @Argument(help: "The new name")
  var target: String

  public init() {}

  /// What is asked for.
  public var verb: TagImage {
    get throws {
      let target: ImageReference
      do { target = try ImageReference(parsing: self.target) } catch {
        throw BadTarget(text: self.target, error: error)
      }
      return TagImage(try ImageName(parsing: source), as: target)
    }
  }

  public var story: Story { get throws { try verb.story } }

  public func run(in context: CommandContext) async throws {
    _ = try await dryRun.run(try verb, in: context)
  }

  /// The new name is no reference.
  struct BadTarget: Error {
    let text: String
    let error: ReferenceError
  }
}
