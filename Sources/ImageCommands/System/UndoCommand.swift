import ArgumentParser
import ImageOperations
import Worlds

/// `undo`: takes back what a command did to the store.
public struct UndoCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take back what a command did to the store")
  public static let synopsis = "[OPTIONS] [NUMBER]"
  public static let argumentKinds: [ArgumentKind] = [.journalEntry]
  public static let examples = [
    Example("undo", "the last thing that can be undone; again for the one before"),
    Example("undo 12", "the journal's entry 12, as 'log' numbers it"),
  ]

  @OptionGroup var dryRun: DryRunOption
  @Argument(help: "The entry's number in the log")
  package var number: Int?

  public init() {}

  public func run(in context: CommandContext) async throws {
    guard let result = try await dryRun.run(Undo(number), in: context) else { return }
    try context.output.line("Undone: \(result.entry.number) (\(result.entry.verb))")
    let text = EffectText(names: try await EffectNames(of: result.effects, in: context.world))
    for effect in result.effects { try context.output.line(text.done(effect)) }
  }
}
