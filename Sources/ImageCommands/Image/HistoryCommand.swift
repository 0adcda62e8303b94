import ArgumentParser
import GoTemplates
import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// `history`.
public struct HistoryCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Show the steps that made an image")
  public static let synopsis = "[OPTIONS] IMAGE"
  public static let argumentKinds: [ArgumentKind] = [.localImage]
  public static let optionKinds: [String: ArgumentKind] = [
    "format": listing(now: Timestamp(seconds: 0), isTable: false, human: true, noTrunc: false).formatKind
  ]
  public static let examples = [
    Example("history --no-trunc app:1", "with whole commands"),
    Example("history -H=false app:1", "with sizes in bytes"),
  ]

  @Option(name: [.customShort("H"), .long], help: ArgumentHelp("Print sizes and dates for people", valueName: "bool"))
  var human = true
  @Flag(name: .customLong("no-trunc"), help: "Do not shorten ids and commands")
  package var noTrunc = false
  @Flag(name: [.customShort("q"), .long], help: "Print only ids")
  package var quiet = false
  @Option(name: .long, help: ArgumentHelp("Take this platform's image of an index", valueName: "platform"))
  var platform: String?
  @OptionGroup var format: FormatOption
  @Argument(help: "The image")
  package var image: String

  public init() {}

  public var isPaged: Bool { true }

  /// Whether a format of one's own was asked for.
  package var hasFormat: Bool { format.isGiven }

  /// What is asked for.
  package var verb: ImageHistory {
    get throws {
      ImageHistory(try ImageName(parsing: image), platform: try platform.map { try Platform(parsing: $0) })
    }
  }

  public var story: Story { get throws { try verb.story } }

  public func run(in context: CommandContext) async throws {
    let created = human ? "{{.CreatedSince}}" : "{{.CreatedAt}}"
    let format = try ListingFormat(
      format.format, quiet: quiet, table: "{{.ID}}\t\(created)\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}")
    let rows = try await verb.run(in: context.world).rows
    let listing = Self.listing(
      now: context.world.clock.now(), isTable: format.layout == .table, human: human, noTrunc: noTrunc)
    try context.write(rows, as: listing, in: format)
  }

  /// What a row of a history can show.
  private static func listing(
    now: Timestamp, isTable: Bool, human: Bool, noTrunc: Bool
  ) -> Listing<ImageHistory.Row> {
    Listing(
      "*formatter.historyContext",
      [
        .init("ID", "IMAGE") { .string($0.id.map { noTrunc ? $0.description : $0.short } ?? "<missing>") },
        .init("CreatedSince", "CREATED") {
          .string(human ? Age.inHistory(Self.created($0), now: now) : GoTime.rfc3339(Self.created($0)))
        },
        .init("CreatedAt", "CREATED AT") { .string(GoTime.rfc3339(Self.created($0))) },
        .init("CreatedBy", "CREATED BY") {
          .string(Truncation.createdBy($0.entry.createdBy ?? "", whole: noTrunc, escaping: isTable))
        },
        .init("Size", "SIZE") { .string(human ? ByteSize.text($0.size) : String($0.size)) },
        .init("Comment", "COMMENT") { .string($0.entry.comment ?? "") },
      ])
  }

  /// When an entry was made; Go's zero time where it says nothing.
  private static func created(_ row: ImageHistory.Row) -> Timestamp {
    row.entry.created.flatMap { Timestamp(parsing: $0) } ?? Timestamp(seconds: -62_135_596_800)
  }
}
