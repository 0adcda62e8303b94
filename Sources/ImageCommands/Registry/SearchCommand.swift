import ArgumentParser
import DistributionSpec
import GoTemplates
import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// `search`.
public struct SearchCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Search a registry for images")
  public static let synopsis = "[OPTIONS] TERM"
  public static let argumentKinds: [ArgumentKind] = [.text]
  public static let optionKinds: [String: ArgumentKind] = [
    "filter": FilterKinds.search, "format": listing(whole: false, isOld: false, isJSON: false).formatKind,
  ]
  public static let examples = [
    Example("search nginx", "on Docker Hub"), Example("search -f stars=100 nginx", "those that many like"),
    Example("search localhost:5000/app", "in another registry"),
    Example("search --list-tags localhost:5000/app", "the tags of a repository"),
  ]

  @Option(name: .long, help: ArgumentHelp("Ask for so many results, 1 to 100 (default 25)", valueName: "int"))
  package var limit = 0
  @Flag(name: .customLong("no-trunc"), help: "Do not shorten descriptions")
  var noTrunc = false
  @Flag(name: .customLong("list-tags"), help: "List the tags of the repository TERM")
  package var listTags = false
  @OptionGroup var filter: FilterOption
  @OptionGroup var format: FormatOption
  @OptionGroup var connection: ConnectionFlags
  @Argument(help: "The words to look for, with a registry's host in front perhaps")
  package var term: String

  public init() {}

  public var isPaged: Bool { true }

  /// Whether a format of one's own was asked for.
  package var hasFormat: Bool { format.isGiven }

  /// What is asked for.
  package var verb: Search {
    get throws { try Search(term, limit: limit, filter: try SearchFilter(try filter.filters(of: Self.self))) }
  }

  public func run(in context: CommandContext) async throws {
    let context = try context.reaching(connection)
    if listTags { return try await tags(context) }
    let verb = try verb
    if verb.filter.isAutomated != nil {
      try context.errors.line(
        "WARNING: the \"is-automated\" filter is deprecated, and searching for \"is-automated=true\" will not yield any "
          + "results in future.")
    }
    let columns = "{{.Name}}\t{{.Description}}\t{{.StarCount}}\t{{.IsOfficial}}"
    _ = try ListingFormat(format.format, table: columns)
    let found = try await verb.run(in: context.world)
    // The column went from docker with version 25; a simulated world of an older time shows it.
    let isOld = context.world.simulation != nil && found.results.contains(where: \.isAutomated)
    let format = try ListingFormat(format.format, table: columns + (isOld ? "\t{{.IsAutomated}}" : ""))
    let listing = Self.listing(whole: noTrunc, isOld: isOld, isJSON: format.template.text.contains("json"))
    try context.write(found.results, as: listing, in: format)
    if found.isFromCatalogue {
      try context.notice("\(verb.host) has no search: these are the names of its catalogue that hold the term.")
    }
  }

  private static func listing(whole: Bool, isOld: Bool, isJSON: Bool) -> Listing<SearchResult> {
    let mark: @Sendable (Bool) -> Value = { .string(isJSON ? String($0) : $0 ? "[OK]" : "") }
    var fields: [Listing<SearchResult>.Field] = [
      .init("Name", "NAME") { .string($0.name) },
      .init("Description", "DESCRIPTION") { .string(Truncation.description($0.description, whole: whole)) },
      .init("StarCount", "STARS") { .string(String($0.stars)) },
      .init("IsOfficial", "OFFICIAL") { mark($0.isOfficial) },
    ]
    if isOld { fields.append(.init("IsAutomated", "AUTOMATED") { mark($0.isAutomated) }) }
    return Listing("*registry.searchContext", fields)
  }

  private func tags(_ context: CommandContext) async throws {
    let repository = try ImageReference(parsing: term).bare
    let format = try ListingFormat(format.format, table: "{{.Name}}\t{{.Tag}}")
    let verb = ListTags(repository, limit: limit == 0 ? ListTags.defaultLimit : limit)
    let tags = try await verb.run(in: context.world).tags
    let listing = Listing<Tag>(
      "*registry.tagContext",
      [
        .init("Name", "NAME") { _ in .string(repository.familiarName) },
        .init("Tag", "TAG") { .string($0.description) },
      ])
    try context.write(tags, as: listing, in: format)
  }
}
