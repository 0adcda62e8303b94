import ArgumentParser
import GoTemplates
import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// `registry tags`.
public struct RegistryTagsCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "tags", abstract: "List the tags of a repository in its registry")
  public static let synopsis = "[OPTIONS] REPOSITORY"
  public static let argumentKinds: [ArgumentKind] = [.remoteRepository]
  public static let optionKinds: [String: ArgumentKind] = [
    "format": .format(
      fields: ["Name", "Tag", "Digest", "CreatedSince", "CreatedAt", "Size", "Platforms"], words: FormatWords.listing)
  ]
  public static let examples = [
    Example("registry tags debian", "on Docker Hub"),
    Example("registry tags --long localhost:5000/app", "with digests, dates and sizes"),
    Example("registry tags -q --limit 5 debian", "five whole names"),
  ]

  @Flag(name: [.customShort("q"), .long], help: "Print only whole names, without a heading")
  package var quiet = false
  @Flag(name: .long, help: "Show the digests too, by one request a tag")
  package var digests = false
  @Flag(name: [.customShort("l"), .long], help: "Show dates, sizes and platforms; counts as pulls")
  package var long = false
  @Option(name: .long, help: ArgumentHelp("List at most so many", valueName: "int"))
  package var limit = ListTags.defaultLimit
  @OptionGroup var format: FormatOption
  @OptionGroup var connection: ConnectionFlags
  @Argument(help: "The repository")
  package var repository: String

  public init() {}

  public var isPaged: Bool { true }

  public func run(in context: CommandContext) async throws {
    let context = try context.reaching(connection)
    let name = try ImageReference(parsing: repository)
    guard name.tag == nil, name.digest == nil else { throw TagOfRepository(reference: name) }
    let format = try ListingFormat(format.format, quiet: quiet, table: columns, ids: "{{.Name}}")
    let tags = try await ListTags(name, limit: max(1, limit)).run(in: context.world).tags
    let now = context.world.clock.now()
    try context.write(
      try await rows(name, tags, format, context), as: Self.listing(of: name, now: now), in: format)
  }

  private var columns: String {
    if long { return "{{.Tag}}\t{{.Digest}}\t{{.CreatedSince}}\t{{.Size}}\t{{.Platforms}}" }
    return digests ? "{{.Tag}}\t{{.Digest}}" : "{{.Tag}}"
  }

  /// What the tags mean, found out only as far as the format shows it.
  private func rows(
    _ name: ImageReference, _ tags: [Tag], _ format: ListingFormat, _ context: CommandContext
  ) async throws -> [DescribeTags.Row] {
    let isWhole = ["CreatedSince", "CreatedAt", "Size", "Platforms"].contains { format.mentions($0) }
    guard isWhole || format.mentions("Digest") else {
      return tags.map { DescribeTags.Row(tag: $0) }
    }
    return try await DescribeTags(name, tags, depth: isWhole ? .images : .digests).run(in: context.world).rows
  }

  private static func listing(of name: ImageReference, now: Timestamp) -> Listing<DescribeTags.Row> {
    Listing(
      "*registry.tagContext",
      [
        .init("Name", "NAME") { .string(name.with(tag: $0.tag).familiar) },
        .init("Tag", "TAG") { .string($0.tag.description) },
        .init("Digest", "DIGEST") { .string($0.root?.digest.description ?? "<none>") },
        .init("CreatedSince", "CREATED") { .string($0.created.map { Age.ago($0, now: now) } ?? "N/A") },
        .init("CreatedAt", "CREATED AT") { .string($0.created.map { GoTime.text($0) } ?? "N/A") },
        .init("Size", "SIZE") { .string($0.size.map { ByteSize.text($0) } ?? "N/A") },
        .init("Platforms", "PLATFORMS") { .string($0.platforms.map(\.description).joined(separator: ", ")) },
      ])
  }
}
