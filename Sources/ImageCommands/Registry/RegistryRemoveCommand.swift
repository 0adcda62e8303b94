import ArgumentParser
import ByteStreams
import ContentStore
import ImageOperations
import ImageSpec

/// `registry rm`.
public struct RegistryRemoveCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "rm", abstract: "Remove tags or manifests from their registry")
  public static let synopsis = "[OPTIONS] NAME:TAG|NAME@DIGEST [NAME...]"
  public static let argumentKinds: [ArgumentKind] = [.remoteImage]
  public static let examples = [
    Example("registry rm --dry-run localhost:5000/app:1", "what would go?"),
    Example("registry rm -a localhost:5000/app:1", "with the other tags of the same image"),
  ]

  @Flag(name: [.customShort("a"), .customLong("all-tags")], help: "Take along other tags of the same image")
  var allTags = false
  @Flag(name: [.customShort("f"), .long], help: "Do not ask; what is not there is no failure")
  package var force = false
  @Flag(name: .long, help: "Do not ask")
  var yes = false
  @OptionGroup var dryRun: DryRunOption
  @OptionGroup var connection: ConnectionFlags
  @Argument(help: "What to remove; the registry frees its space when it likes")
  package var names: [String]

  public init() {}

  public var story: Story {
    get throws {
      try names.reduce(into: Story()) { story, text in
        let own = try DeleteRemote(try ImageReference(parsing: text)).story
        story.requires += own.requires
        story.removes += own.removes
      }
    }
  }

  public func run(in context: CommandContext) async throws {
    let context = try context.reaching(connection)
    let references = try names.map { try ImageReference(parsing: $0) }
    let verbs = try references.map {
      try DeleteRemote($0, takesOtherTags: allTags, alsoNamed: Set(references))
    }
    var gone: Set<ImageReference> = []
    var errors: [any Error] = []
    var isMissingOnly = true
    for verb in verbs where !gone.contains(verb.reference) {
      do {
        let plan = try await verb.plan(in: context.world)
        if try await dryRun.tells(plan, in: context) {
          if !allTags, !plan.otherTags.isEmpty { try context.notice(Self.warning(verb.reference, plan.otherTags)) }
          for case .remoteReference(let name, _, _) in plan.effects { gone.insert(name) }
          continue
        }
        if !yes, !force {
          let question = "This can't be taken back. Remove it from the registry?"
          try await context.requireAgreement(to: plan, question)
        }
        let result = try await verb.carryOut(plan, in: context.world)
        for name in result.removed { try context.output.line("Untagged: \(name.familiar)") }
        if let digest = result.deleted { try context.output.line("Deleted: \(digest)") }
        gone.formUnion(result.removed)
      } catch {
        if error is BrokenPipe || error is CancellationError || error is NotAgreed { throw error }
        if case ContentError.unknownReference = error {} else { isMissingOnly = false }
        errors.append(error)
      }
    }
    if !errors.isEmpty { throw SeveralErrors(errors, status: force && isMissingOnly ? .success : .failure) }
  }

  private static func warning(_ reference: ImageReference, _ tags: [Tag]) -> String {
    let names = tags.map(\.description).joined(separator: ", ")
    return "\(names) \(tags.count == 1 ? "is" : "are") of the same image; a registry that can't remove a tag alone "
      + "will refuse, unless '-a' takes \(tags.count == 1 ? "it" : "them") along."
  }
}
