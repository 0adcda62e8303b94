import ArgumentParser
import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// `history`.
public struct HistoryCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Show the history of an image")
  public static let synopsis = "[OPTIONS] IMAGE"
  public static let argumentKinds: [ArgumentKind] = [.localImage]
  public static let examples = [Example("history --no-trunc app:1", "with whole commands")]

  @Option(name: [.customShort("H"), .long], help: ArgumentHelp("Print sizes and dates for people", valueName: "bool"))
  var human = true
  @Flag(name: .customLong("no-trunc"), help: "Do not shorten ids and commands")
  package var noTrunc = false
  @Flag(name: [.customShort("q"), .long], help: "Print only ids")
  package var quiet = false
  @Argument(help: "The image")
  package var image: String

  public init() {}

  public var story: Story { get throws { ImageHistory(try ImageName(parsing: image)).story } }

  public func run(in context: CommandContext) async throws {
    let rows = try await ImageHistory(try ImageName(parsing: image)).run(in: context.world).rows
    if quiet {
      for row in rows { try context.output.line(id(row)) }
      return
    }
    let now = context.world.clock.now()
    var table = Table(["IMAGE", human ? "CREATED" : "CREATED AT", "CREATED BY", "SIZE", "COMMENT"])
    for row in rows {
      let created = row.entry.created.flatMap { Timestamp(parsing: $0) }
      table.rows.append([
        id(row), human ? Age.inHistory(created, now: now) : row.entry.created ?? "",
        Truncation.createdBy(row.entry.createdBy ?? "", whole: noTrunc),
        human ? ByteSize.text(row.size) : String(row.size), row.entry.comment ?? "",
      ])
    }
    try context.output.write(table.text())
  }

  private func id(_ row: ImageHistory.Row) -> String {
    row.id.map { noTrunc ? $0.description : $0.short } ?? "<missing>"
  }
}
