import ArgumentParser
import ContentStore
import ImageOperations
import ImageSpec
import Presentation

/// `pull`.
public struct PullCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "pull", abstract: "Download an image from a registry")
  public static let synopsis = "[OPTIONS] NAME[:TAG|@DIGEST]"
  public static let argumentKinds: [ArgumentKind] = [.remoteImage]
  public static let optionKinds: [String: ArgumentKind] = ["platform": .platform]
  public static let examples = [
    Example("pull debian:12", "from Docker Hub"),
    Example("pull --platform 'windows(10.0.14393)/amd64' microsoft/nanoserver", "for another platform"),
  ]

  @Flag(name: [.customShort("q"), .long], help: "Print only the image's name")
  package var quiet = false
  @Option(name: .long, help: ArgumentHelp("Take this platform's image of an index", valueName: "platform"))
  var platform: String?
  @OptionGroup var connection: ConnectionFlags
  @Argument(help: "The image")
  var image: String

  public init() {}

  /// What is asked for.
  public var verb: Pull {
    get throws {
      Pull(try ImageReference(parsing: image), platform: try platform.map { try Platform(parsing: $0) })
    }
  }

  public var story: Story { get throws { try verb.story } }

  public func run(in context: CommandContext) async throws {
    let context = try context.reaching(connection)
    let verb = try verb
    let typed = try ImageReference(parsing: image)
    if !quiet, typed.tag == nil, typed.digest == nil { try context.output.line("Using default tag: latest") }
    let plan = try await verb.plan(in: context.world)
    if !quiet { try context.output.line("\(Self.heading(verb.reference)): Pulling from \(verb.reference.repository)") }
    let renderer = context.progress(.pull(), isQuiet: quiet)
    let result: Pull.Result
    do { result = try await verb.carryOut(plan, in: context.world, progress: renderer) } catch {
      renderer.finish()
      throw error
    }
    renderer.finish()
    if let other = result.otherPlatform {
      try context.errors.line(
        "Notice: this image is for \(Escaping.line(other.description)); it has no other platform.")
    }
    try context.tellQuota(of: verb.reference.host)
    if quiet { return try context.output.line(verb.reference.description) }
    try context.output.line("Digest: \(result.root.digest)")
    let what = result.isNew ? "Downloaded newer image for" : "Image is up to date for"
    try context.output.line("Status: \(what) \(verb.reference.familiar)")
    try context.output.line(verb.reference.description)
  }

  /// docker heads the list with the tag, or with the whole name where a digest was asked for.
  private static func heading(_ reference: ImageReference) -> String {
    reference.digest.map { "\(reference.name)@\($0)" } ?? reference.tag?.description ?? Tag.latest.description
  }
}
