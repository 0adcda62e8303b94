import ArgumentParser
import ContentStore
import ImageOperations
import ImageSpec
import Presentation

/// `tag`.
public struct TagCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "tag", abstract: "Give an image another name")
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
      guard target.digest == nil else { throw TargetRefused.digest(target) }
      guard target.familiarName != "sha256" else { throw TargetRefused.ambiguous(target) }
      do { return TagImage(try ImageName(parsing: source), as: target) } catch {
        throw BadTarget(text: source, error: error)
      }
    }
  }

  public var story: Story { get throws { try verb.story } }

  public func run(in context: CommandContext) async throws {
    guard let result = try await dryRun.run(try verb, in: context) else { return }
    await context.identify(try verb.target)
    guard context.asksBeforehand else { return }
    // As docker's it asks nobody, for it can be taken back; the person at the prompt is told.
    for effect in result.effects {
      guard case .reference(let name, let before?, let after?) = effect, before.digest != after.digest else { continue }
      let names = try await EffectNames(of: [effect], in: context.world)
      try context.notice("\(name.familiar) was \(names.image(before)) before; 'undo' takes it back.")
    }
  }

  /// The name or the new one is no reference.
  struct BadTarget: Error {
    let text: String
    let error: ReferenceError
  }

  /// The new name is a reference, but none that a tag may have.
  enum TargetRefused: WordedError {
    case digest(ImageReference)
    /// `sha256:abc` reads as the beginning of a digest.
    case ambiguous(ImageReference)

    var words: ErrorText {
      switch self {
      case .digest(let target):
        ErrorText(
          "refusing to create a tag with a digest reference", detail: "A digest follows from the content.",
          nextStep: "Write a tag: 'tag SOURCE \(target.familiarName):TAG'.")
      case .ambiguous:
        ErrorText(
          "Error response from daemon: refusing to create an ambiguous tag using digest algorithm as name",
          nextStep: "Choose another name.")
      }
    }
  }
}
