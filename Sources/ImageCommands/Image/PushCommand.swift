import ArgumentParser
import ContentStore
import ImageOperations
import ImageSpec
import Presentation

/// `push`.
public struct PushCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "push", abstract: "Push images to a registry")
  public static let synopsis = "[OPTIONS] NAME[:TAG]"
  public static let argumentKinds: [ArgumentKind] = [.localName]
  public static let optionKinds: [String: ArgumentKind] = [
    "foreign-layers": .word(PushedForeignLayers.allCases.map(\.rawValue))
  ]
  public static let examples = [
    Example("push alice/app:1", "to Docker Hub, after 'login'"),
    Example("push -a localhost:5000/app", "every tag of it"),
    Example("push --dry-run alice/app:1", "which image would be replaced there?"),
  ]

  @Flag(name: [.customShort("a"), .customLong("all-tags")], help: "Push every tag of the repository")
  package var allTags = false
  @Flag(name: [.customShort("q"), .long], help: "Print only the image's name")
  package var quiet = false
  @Option(name: .long, help: ArgumentHelp("Send this platform's image alone", valueName: "platform"))
  var platform: String?
  @Option(
    name: .customLong("foreign-layers"),
    help: ArgumentHelp("Leave by reference, or upload", valueName: "reference|upload"))
  var foreignLayers = PushedForeignLayers.reference
  @OptionGroup var trust: ContentTrustOption
  @OptionGroup var consent: Consent
  @OptionGroup var dryRun: DryRunOption
  @OptionGroup var connection: ConnectionFlags
  @Argument(help: "The image, whose name says where to")
  var image: String

  public init() {}

  /// What is asked for; of `--all-tags` the tag `latest` stands for all.
  public var verb: Push { get throws { try verb(for: try ImageReference(parsing: image)) } }

  public var story: Story { get throws { try verb.story } }

  private func verb(for reference: ImageReference) throws -> Push {
    try Push(reference, platform: try PlatformRefused.platform(platform), foreignLayers: foreignLayers.policy)
  }

  public func run(in context: CommandContext) async throws {
    let context = try context.reaching(connection)
    try trust.check()
    let typed = try ImageReference(parsing: image)
    if allTags, typed.tag != nil || typed.digest != nil { throw TagWithAllTags() }
    let verb = try verb(for: typed)
    if !quiet, !dryRun.isDry {
      if typed.tag == nil, !allTags { try context.output.line("Using default tag: latest") }
      try context.output.line("The push refers to repository [\(verb.reference.name)]")
    }
    try await InStreamError.marking {
      for name in try await names(typed, context) { try await push(try self.verb(for: name), context) }
    }
    if quiet, !dryRun.isDry {
      try context.output.line(allTags ? typed.name : verb.reference.description)
    }
  }

  private func names(_ typed: ImageReference, _ context: CommandContext) async throws -> [ImageReference] {
    guard allTags else { return [typed] }
    let names = try await LocalImages(in: context.world).tags(of: typed)
    guard !names.isEmpty else { throw Push.NothingToPush(reference: typed) }
    return names
  }

  /// What is asked before a name in a registry gets another meaning.
  static let question = "The name means another image there, and 'undo' can't take this back. Replace it?"

  private func push(_ verb: Push, _ context: CommandContext) async throws {
    let plan = try await verb.plan(in: context.world)
    if try await dryRun.tells(plan, in: context) { return }
    if plan.replaces { try await consent.require(for: plan, Self.question, in: context) }
    let result = try await context.showing(.push(layers: plan.layers), isQuiet: quiet) { progress, world in
      progress.announce()
      return try await verb.carryOut(plan, in: world, progress: progress)
    }
    if !plan.absentPlatforms.isEmpty {
      let absent = plan.absentPlatforms.map(\.description).joined(separator: ", ")
      try context.notice(
        "one platform was pushed, not the index: \(Escaping.line(absent)) "
          + "\(plan.absentPlatforms.count == 1 ? "is" : "are") not here.")
    }
    guard !quiet else { return }
    let tag = verb.reference.tag?.description ?? Tag.latest.description
    try context.output.line("\(tag): digest: \(result.root.digest) size: \(result.root.size)")
  }
}
