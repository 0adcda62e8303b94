import ArgumentParser
import ContainerStore
import ImageOperations
import Presentation
import Worlds

/// `gc`: frees the space of what nothing reaches any more, and ends the undo of what needed it.
public struct CollectCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "gc", abstract: "Free the space of removed images")
  public static let synopsis = "[OPTIONS]"

  public static let examples = [
    Example("gc --dry-run", "what would go, how much it frees, and what could not be undone any more")
  ]

  @OptionGroup var consent: Consent
  @OptionGroup var dryRun: DryRunOption

  public init() {}

  public func run(in context: CommandContext) async throws {
    let plan = try await Collect().plan(in: context.world)
    if try await dryRun.tells(plan, in: context) { return }
    try await consent.require(for: plan, "This can't be taken back. Free the space?", in: context)
    let result = try await Collect().carryOut(plan, in: context.world)
    if result.isDeferred {
      return try context.errors.line("Nothing was done: a copy is running. Run 'gc' again later.")
    }
    for id in result.containers { try context.output.line("deleted: container \(id)") }
    for digest in result.removed { try context.output.line("deleted: \(digest)") }
    if !result.endedUndos.isEmpty {
      let entries = result.endedUndos.map { "\($0.number) (\($0.verb))" }.joined(separator: ", ")
      try context.output.line("ended the undo of: \(entries)")
    }
    try context.output.line("Total reclaimed space: \(ByteSize.text(result.bytes, precision: .four))")
  }
}
