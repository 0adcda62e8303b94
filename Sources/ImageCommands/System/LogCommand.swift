import ArgumentParser
import ImageOperations
import Presentation
import Worlds

/// `log`: the journal of what was done to the store.
public struct LogCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Show what was done to the store, newest first")
  public static let synopsis = "[OPTIONS]"
  public static let examples = [Example("log -n 5", "the last five, and whether 'undo' can take them back")]

  @Option(name: [.customShort("n"), .long], help: ArgumentHelp("Show only so many entries", valueName: "count"))
  var lines: Int?
  @Flag(name: .customLong("no-trunc"), help: "Do not shorten effects")
  var noTrunc = false

  public init() {}

  public func run(in context: CommandContext) async throws {
    let rows = try await ShowLog(limit: lines.map { max(0, $0) }).run(in: context.world).rows
    let names = try await EffectNames(of: rows.flatMap(\.entry.effects), in: context.world)
    let text = EffectText(names: names)
    let now = context.world.clock.now()
    var table = Table(["NUMBER", "TIME", "VERB", "EFFECTS", "UNDO"])
    for row in rows {
      let entry = row.entry
      let verb = entry.undoes.map { "\(entry.verb) \($0)" } ?? entry.verb
      table.rows.append([
        String(entry.number), Age.ago(entry.time, now: now), entry.hasFailed ? "\(verb) (failed)" : verb,
        text.summary(entry.effects, whole: noTrunc), row.obstacle.map { "no: \($0.reason)" } ?? "yes",
      ])
    }
    try context.output.write(table.text())
  }
}
