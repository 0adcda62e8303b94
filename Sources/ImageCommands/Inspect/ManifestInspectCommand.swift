import ArgumentParser
import ContentStore
import ImageOperations
import ImageSpec
import Presentation
import RegistryClient

/// `manifest inspect`.
public struct ManifestInspectCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Show an image's manifest or index as its registry serves it")
  public static let synopsis = "[OPTIONS] IMAGE"
  public static let argumentKinds: [ArgumentKind] = [.remoteImage]
  public static let examples = [
    Example("manifest inspect debian:12", "the platforms that it is for"),
    Example("manifest inspect -v debian:12", "with every platform's manifest"),
  ]

  @Flag(name: [.customShort("v"), .long], help: "Show the manifests of an index too, with their digests")
  package var verbose = false
  @Flag(name: .long, help: "Speak plain http where https is not answered")
  var insecure = false
  @OptionGroup var connection: ConnectionFlags
  @Argument(help: "The image")
  var image: String

  public init() {}

  public var isPaged: Bool { true }

  /// What is asked for.
  public var verb: InspectRemote { get throws { InspectRemote(try ImageReference(parsing: image)) } }

  public var story: Story { get throws { try verb.story } }

  public func run(in context: CommandContext) async throws {
    let verb = try verb
    let found: InspectRemote.Result
    do { found = try await result(of: verb, in: context) } catch let error as AccessRefused {
      throw NoSuchManifest(refusal: error, typed: image)
    }
    let text: String
    if verbose {
      text = try VerboseManifests(found).text()
    } else {
      // docker lays an index out by three blanks and a manifest by tabs.
      text = try JSON(parsing: found.bytes).text(.indented(found.root.mediaType.isIndex ? "   " : "\t"))
    }
    try context.output.line(context.shown(text))
  }

  private func result(of verb: InspectRemote, in context: CommandContext) async throws -> InspectRemote.Result {
    let world = try context.reaching(connection).world
    guard insecure else { return try await verb.run(in: world) }
    do { return try await verb.run(in: world) } catch let error as AccessRefused {
      throw error
    } catch {
      var plain = connection
      plain.plainHTTP = true
      return try await verb.run(in: try context.reaching(plain).world)
    }
  }
}

/// The registry has no such name, or does not show it.
struct NoSuchManifest: WordedError {
  let refusal: AccessRefused
  let typed: String

  var words: ErrorText {
    var words = refusal.words
    // docker's client asks the registry for itself here: nothing is its engine's response.
    if refusal.isMissing { words.headline = "no such manifest: \(typed)" }
    if case .hidden = refusal.cause { words.headline = "denied: requested access to the resource is denied" }
    return words
  }
}
