import ArgumentParser
import GoTemplates
import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// `log`: the journal of what was done to the store.
public struct LogCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Show what was done to the store, newest first")
  public static let synopsis = "[OPTIONS]"
  public static let optionKinds: [String: ArgumentKind] = [
    "format": listing(EffectText(names: EffectNames()), now: Timestamp(seconds: 0), noTrunc: false).formatKind
  ]
  public static let examples = [
    Example("log -n 5", "the last five, and whether 'undo' can take them back"),
    Example("log --no-trunc --format '{{.Number}}: {{.Effects}}'", "all effects of each"),
  ]

  @Option(name: [.customShort("n"), .long], help: ArgumentHelp("Show only so many entries", valueName: "count"))
  var lines: Int?
  @Flag(name: .customLong("no-trunc"), help: "Do not shorten effects")
  var noTrunc = false
  @OptionGroup var format: FormatOption

  public init() {}

  public var isPaged: Bool { true }

  public func run(in context: CommandContext) async throws {
    let format = try ListingFormat(
      format.format, table: "{{.Number}}\t{{.Time}}\t{{.Verb}}\t{{.Effects}}\t{{.Undo}}")
    let rows = try await ShowLog(limit: lines.map { max(0, $0) }).run(in: context.world).rows
    let names = try await EffectNames(of: rows.flatMap(\.entry.effects), in: context.world)
    let listing = Self.listing(EffectText(names: names), now: context.world.clock.now(), noTrunc: noTrunc)
    try context.write(rows, as: listing, in: format)
  }

  /// What a row of the log can show.
  private static func listing(_ text: EffectText, now: Timestamp, noTrunc: Bool) -> Listing<ShowLog.Row> {
    Listing(
      "*formatter.logContext",
      [
        .init("Number", "NUMBER") { .string(String($0.entry.number)) },
        .init("Time", "TIME") { .string(Age.ago($0.entry.time, now: now)) },
        .init("CreatedAt", "CREATED AT") { .string($0.entry.time.description) },
        .init("Verb", "VERB") { .string(Self.verb($0)) },
        .init("Effects", "EFFECTS") { .string(text.summary($0.entry.effects, whole: noTrunc)) },
        .init("Undo", "UNDO") { .string($0.obstacle.map { "no: \($0.reason)" } ?? "yes") },
      ])
  }

  private static func verb(_ row: ShowLog.Row) -> String {
    let verb = row.entry.undoes.map { "\(row.entry.verb) \($0)" } ?? row.entry.verb
    return row.entry.hasFailed ? "\(verb) (failed)" : verb
  }
}
