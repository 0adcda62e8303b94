import ArgumentParser
import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// `images`.
public struct ImagesCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(commandName: "images", abstract: "List images")
  public static let synopsis = "[OPTIONS] [REPOSITORY[:TAG]]"
  public static let argumentKinds: [ArgumentKind] = [.localImage]
  public static let examples = [
    Example("images", "all of them"), Example("images -q alpine", "only ids of one repository"),
  ]

  @Flag(name: [.customShort("a"), .long], help: "Show all images; there are no hidden ones here")
  var all = false
  @Flag(name: [.customShort("q"), .long], help: "Print only ids")
  package var quiet = false
  @Flag(name: .long, help: "Show the digests that registries know")
  package var digests = false
  @Flag(name: .customLong("no-trunc"), help: "Do not shorten ids")
  package var noTrunc = false
  @Argument(help: "A repository, with a tag perhaps")
  package var repository: String?

  public init() {}

  public func run(in context: CommandContext) async throws {
    let pattern = try repository.map { try ImageReference(parsing: $0) }
    let rows = try await ListImages(pattern: pattern).run(in: context.world).rows
    if quiet {
      for row in rows { try context.output.line(id(row.id)) }
      return
    }
    var columns = ["REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"]
    if digests { columns.insert("DIGEST", at: 2) }
    var table = Table(columns)
    let now = context.world.clock.now()
    for row in rows {
      var cells = [
        row.reference?.familiarName ?? "<none>", row.reference?.tag?.description ?? "<none>", id(row.id),
        Age.ago(row.created ?? Timestamp(seconds: 0), now: now), ByteSize.text(row.size),
      ]
      if digests { cells.insert(row.digest?.description ?? "<none>", at: 2) }
      table.rows.append(cells)
    }
    try context.output.write(table.text())
  }

  private func id(_ id: Digest) -> String { noTrunc ? id.description : id.short }
}
