import ArgumentParser
import ContentStore
import ImageOperations
import ImageSpec
import Presentation

/// `push`.
public struct PushCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "push", abstract: "Upload an image to a registry")
  public static let synopsis = "[OPTIONS] NAME[:TAG]"
  public static let argumentKinds: [ArgumentKind] = [.localImage]
  public static let examples = [Example("push alice/app:1", "to Docker Hub, after 'login'")]

  @Flag(name: [.customShort("q"), .long], help: "Print only the image's name")
  package var quiet = false
  @OptionGroup var connection: ConnectionFlags
  @Argument(help: "The image, whose name says where to")
  var image: String

  public init() {}

  /// What is asked for.
  public var verb: Push { get throws { try Push(try ImageReference(parsing: image)) } }

  public var story: Story { get throws { try verb.story } }

  public func run(in context: CommandContext) async throws {
    let context = try context.reaching(connection)
    let verb = try verb
    if !quiet {
      if try ImageReference(parsing: image).tag == nil { try context.output.line("Using default tag: latest") }
      try context.output.line("The push refers to repository [\(verb.reference.name)]")
    }
    let plan: Push.Planned
    do { plan = try await verb.plan(in: context.world) } catch LocalImageError.noSuchImage {
      throw NothingToPush(reference: verb.reference)
    }
    let renderer = context.progress(.push(layers: plan.layers), isQuiet: quiet)
    let result: Push.Result
    do { result = try await verb.carryOut(plan, in: context.world, progress: renderer) } catch {
      renderer.finish()
      throw error
    }
    renderer.finish()
    if quiet { return try context.output.line(verb.reference.description) }
    if result.isPartOfIndex {
      try context.errors.line("Notice: only \(plan.image.manifest.digest) was pushed: other platforms are not here.")
    }
    let tag = verb.reference.tag?.description ?? Tag.latest.description
    try context.output.line("\(tag): digest: \(result.root.digest) size: \(result.root.size)")
  }

  /// There is no local image under the name to push.
  struct NothingToPush: Error {
    let reference: ImageReference
  }
}
