import ArgumentParser
import ByteStreams
import ContentStore
import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// `pull`.
public struct PullCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "pull", abstract: "Pull images from a registry")
  public static let synopsis = "[OPTIONS] NAME[:TAG|@DIGEST] [NAME...]"
  public static let argumentKinds: [ArgumentKind] = [.remoteImage]
  public static let optionKinds: [String: ArgumentKind] = [
    "foreign-layers": .word(ForeignLayerHandling.allCases.map(\.rawValue))
  ]
  public static let examples = [
    Example("pull debian:12", "from Docker Hub"),
    Example("pull -a localhost:5000/app", "every tag of it"),
    Example("pull --platform linux/arm64 debian:12", "for another platform"),
  ]

  @Flag(name: [.customShort("a"), .customLong("all-tags")], help: "Pull every tag of the repository")
  package var allTags = false
  @Flag(name: [.customShort("q"), .long], help: "Print only the image's name")
  package var quiet = false
  @Option(name: .long, help: ArgumentHelp("Take this platform's image", valueName: "platform"))
  var platform: String?
  @Option(
    name: .customLong("foreign-layers"),
    help: ArgumentHelp("Keep by reference, or fetch from their URLs", valueName: "reference|fetch"))
  var foreignLayers: ForeignLayerHandling?
  @OptionGroup var trust: ContentTrustOption
  @OptionGroup var dryRun: DryRunOption
  @OptionGroup var connection: ConnectionFlags
  @Argument(help: "The images")
  var images: [String]

  public init() {}

  /// What is asked for, image by image; of `--all-tags` only the registry can say what it is.
  public var verbs: [Pull] {
    get throws { allTags ? [] : try images.map { try verb(for: try ImageReference(parsing: $0)) } }
  }

  public var story: Story {
    get throws {
      guard !allTags else { return Story(requires: try references.map { .remote($0) }) }
      return try verbs.map(\.story).reduce(into: Story()) { story, own in
        story.requires += own.requires
        story.provides += own.provides
      }
    }
  }

  /// What was typed; all of it is read before anything is fetched.
  private var references: [ImageReference] {
    get throws {
      let references = try images.map { try ImageReference(parsing: $0) }
      if allTags, references.contains(where: { $0.tag != nil || $0.digest != nil }) { throw TagWithAllTags() }
      return references
    }
  }

  private func verb(for reference: ImageReference) throws -> Pull {
    Pull(reference, platform: try PlatformRefused.platform(platform), foreignLayers: foreignLayers)
  }

  public func run(in context: CommandContext) async throws {
    let context = try context.reaching(connection)
    try trust.check()
    _ = try PlatformRefused.platform(platform)
    var errors: [any Error] = []
    for reference in try references {
      do { try await allTags ? pullAll(reference, context) : pull(reference, context) } catch {
        if error is BrokenPipe || error is CancellationError { throw error }
        errors.append(error)
      }
    }
    if !errors.isEmpty { throw SeveralErrors(errors) }
  }

  private func pull(_ typed: ImageReference, _ context: CommandContext) async throws {
    if !quiet, typed.tag == nil, typed.digest == nil { try context.output.line("Using default tag: latest") }
    let verb = try verb(for: typed)
    guard let isNew = try await fetch(verb, context) else { return }
    if !quiet { try tellStatus(isNew, verb.reference.familiar, context) }
    try context.output.line(typed.withDefaultTag.description)
  }

  /// Pulls every tag; what is wrong with one of them alone is no reason to leave the others.
  private func pullAll(_ repository: ImageReference, _ context: CommandContext) async throws {
    let tags = try await ListTags(repository).run(in: context.world).tags
    guard !tags.isEmpty else { throw RepositoryWithoutTags(repository: repository) }
    var isAnyNew = false
    var errors: [any Error] = []
    for tag in tags {
      do { isAnyNew = try await fetch(verb(for: repository.with(tag: tag)), context) ?? false || isAnyNew } catch {
        guard error is InStreamError || error is ImageFormatError else { throw error }
        errors.append(error)
      }
    }
    if !dryRun.isDry, errors.count < tags.count {
      if !quiet { try tellStatus(isAnyNew, repository.familiarName, context) }
      try context.output.line(repository.name)
    }
    if !errors.isEmpty { throw SeveralErrors(errors) }
  }

  private func tellStatus(_ isNew: Bool, _ name: String, _ context: CommandContext) throws {
    try context.output.line("Status: \(isNew ? "Downloaded newer image for" : "Image is up to date for") \(name)")
  }

  /// Fetches one image and says whether anything of it was new; nil where it was only told what would be done.
  private func fetch(_ verb: Pull, _ context: CommandContext) async throws -> Bool? {
    let plan = try await verb.plan(in: context.world)
    if try await dryRun.tells(plan, in: context) { return nil }
    if !quiet { try context.output.line("\(Self.heading(verb.reference)): Pulling from \(verb.reference.repository)") }
    let result = try await InStreamError.marking {
      try await context.showing(.pull(), isQuiet: quiet) { progress, world in
        try await verb.carryOut(plan, in: world, progress: progress)
      }
    }
    await context.identify(result.reference)
    try notices(result, context)
    try context.tellQuota(of: verb.reference.host)
    if !quiet { try context.output.line("Digest: \(result.root.digest)") }
    return result.isNew
  }

  /// docker heads the list with the tag, or with the whole name where a digest was asked for.
  private static func heading(_ reference: ImageReference) -> String {
    reference.digest.map { "\(reference.name)@\($0)" } ?? reference.tag?.description ?? Tag.latest.description
  }

  private func notices(_ result: Pull.Result, _ context: CommandContext) throws {
    let name = result.reference.familiar
    if let other = result.otherPlatform {
      try context.notice("this image is for \(Escaping.line(other.description)); it has no other platform.")
    }
    if let preferred = result.preferredPlatform {
      try context.notice(
        "\(name) is here for several platforms now; commands take \(Escaping.line(preferred.description)).")
    }
    guard result.isNew, !result.absentForeignLayers.isEmpty else { return }
    let layers = result.absentForeignLayers
    let size = ByteSize.text(layers.reduce(0) { $0 + $1.size }, precision: .four)
    let count = layers.count == 1 ? "1 foreign layer" : "\(layers.count) foreign layers"
    try context.notice(
      "\(count) (\(size)) stayed with whoever offers it, outside of the registry: only its address is here. "
        + "Fetch it with 'pull --foreign-layers fetch \(name)'.")
  }
}
