import ArgumentParser
import GoTemplates
import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// `images`.
public struct ImagesCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(commandName: "images", abstract: "List images")
  public static let synopsis = "[OPTIONS] [REPOSITORY[:TAG]]"
  public static let argumentKinds: [ArgumentKind] = [.localRepository]
  public static let optionKinds: [String: ArgumentKind] = [
    "filter": FilterKinds.images,
    "format": listing(now: Timestamp(seconds: 0), whole: false).formatKindWithRaw,
  ]
  public static let examples = [
    Example("images", "all of them"), Example("images -q 'me/*'", "only ids, of one account"),
    Example("images -f dangling=true", "those without a tag"),
    Example("images --format '{{.ID}} {{.Tag}}'", "as you like it"),
  ]

  @Flag(name: [.customShort("a"), .long], help: "Show those too that others were built on")
  var all = false
  @Flag(name: [.customShort("q"), .long], help: "Print only ids")
  package var quiet = false
  @Flag(name: .long, help: "Show the digests that registries know")
  package var digests = false
  @Flag(name: .customLong("no-trunc"), help: "Do not shorten ids")
  package var noTrunc = false
  @OptionGroup var filter: FilterOption
  @OptionGroup var format: FormatOption
  @Argument(help: "A repository or a pattern, with a tag perhaps")
  package var repository: String?

  public init() {}

  public var isPaged: Bool { true }

  /// Whether a format of one's own was asked for.
  package var hasFormat: Bool { format.isGiven }

  /// What is asked for.
  package func verb(now: Timestamp, measures: Bool = true) throws -> ListImages {
    let filters = try filter.filters(of: Self.self)
    var meant = try ImageFilter(filters, now: now)
    if let repository { meant.references.append(try ReferencePattern(parsing: repository)) }
    return ListImages(meant, all: all, measures: measures)
  }

  public func run(in context: CommandContext) async throws {
    let now = context.world.clock.now()
    let configured = await context.world.configuredFormat("imagesFormat")
    let format = try ListingFormat(
      format.format, configured: configured, quiet: quiet, table: Self.table(digests: digests),
      raw: (Self.raw(digests: digests), "image_id: {{.ID}}"), adding: digests ? "Digest" : nil)
    let measures = format.mentions("Size") || format.mentions("VirtualSize")
    let result = try await verb(now: now, measures: measures).run(in: context.world)
    let rows = result.rows(
      withDigests: digests, mentionsDigests: format.template.text.contains("{{.Digest}}"))
    try context.write(rows, as: Self.listing(now: now, whole: noTrunc), in: format)
    if rows.isEmpty, let word = repository, context.table.verbs(of: "image").contains(where: { $0.path[1] == word }) {
      try context.errors.line("\nNo images found matching \"\(word)\": did you mean \"docker image \(word)\"?")
    }
  }

  private static func table(digests: Bool) -> String {
    "{{.Repository}}\t{{.Tag}}\t\(digests ? "{{.Digest}}\t" : ""){{.ID}}\t{{.CreatedSince}}\t{{.Size}}"
  }

  private static func raw(digests: Bool) -> String {
    "repository: {{.Repository}}\ntag: {{.Tag}}\n\(digests ? "digest: {{.Digest}}\n" : "")image_id: {{.ID}}\n"
      + "created_at: {{.CreatedAt}}\nvirtual_size: {{.Size}}\n"
  }

  /// What a row of images can show.
  private static func listing(now: Timestamp, whole: Bool) -> Listing<ListImages.Row> {
    let unknown: @Sendable (ListImages.Row) -> Value = { _ in "N/A" }
    return Listing(
      "*formatter.imageContext",
      [
        .init("ID", "IMAGE ID") { .string(whole ? $0.id.description : $0.id.short) },
        .init("Repository", "REPOSITORY") { .string($0.reference?.familiarName ?? "<none>") },
        .init("Tag", "TAG") { .string($0.reference?.tag?.description ?? "<none>") },
        .init("Digest", "DIGEST") {
          // docker says nothing of the digest of a repository that is known by nothing else, unless it is asked to.
          .string($0.digest?.description ?? ($0.reference != nil && $0.reference?.tag == nil ? "" : "<none>"))
        },
        .init("CreatedSince", "CREATED") { .string(Age.ago($0.created ?? Timestamp(seconds: 0), now: now)) },
        .init("CreatedAt", "CREATED AT") { .string(GoTime.text($0.created ?? Timestamp(seconds: 0))) },
        .init("Size", "SIZE") { .string(ByteSize.text($0.size)) },
        .init("Containers", "CONTAINERS", unknown),
        .init("VirtualSize", "SIZE") { .string(ByteSize.text($0.size, precision: .four)) },
        .init("SharedSize", "SHARED SIZE", unknown), .init("UniqueSize", "UNIQUE SIZE", unknown),
      ])
  }
}
