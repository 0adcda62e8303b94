import ContentStore
import DistributionSpec
import ImageSpec
import RegistryClient
import Worlds

/// `search`: finds repositories by words.
public struct Search: Verb {
  public static let name = "search"

  /// The registry that is searched.
  public let host: RegistryHost
  /// The words to look for.
  public let term: String
  /// How many results are asked for.
  public let limit: Int
  /// Which results count.
  public let filter: SearchFilter

  /// The limits that docker's users know.
  public static let limits = 1...100
  /// How many results of a registry that is shared with others are looked through.
  static let sharedLimit = 10_000

  /// How many results are asked for when nobody says how many, as docker does; 0 says nothing too.
  public static let defaultLimit = 25

  /// Asks for a search; a registry's host may stand in front of the words: `HOST/TERM`.
  ///
  /// - Throws: ``LimitOutOfRange``.
  public init(_ text: String, limit: Int = 0, filter: SearchFilter = SearchFilter()) throws(LimitOutOfRange) {
    let limit = limit == 0 ? Self.defaultLimit : limit
    guard Self.limits.contains(limit) else { throw LimitOutOfRange(limit: limit) }
    let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
    let isHost = parts.count == 2 && (parts[0] == "localhost" || parts[0].contains { $0 == "." || $0 == ":" })
    if isHost, let host = try? RegistryHost(parsing: parts[0]) {
      self.host = host
      term = parts[1]
    } else {
      host = .dockerHub
      term = text
    }
    self.limit = limit
    self.filter = filter
  }

  /// The limit is none that a registry takes.
  public struct LimitOutOfRange: Error, Hashable {
    /// What was asked for.
    public let limit: Int
  }

  public var story: Story { Story() }

  /// What was found.
  public struct Result: VerbOutcome {
    /// The results in the registry's order.
    public let results: [SearchResult]
    /// Whether the registry has no search, and its catalogue stood in.
    public let isFromCatalogue: Bool
    public var effects: [Effect] { [] }
  }

  public func plan(in world: World) async throws -> NothingPlanned { NothingPlanned() }

  public func apply(_ plan: NothingPlanned, in world: World, progress: any ProgressSink) async throws -> Result {
    let prefix = try world.routing.route(to: host).prefix
    let search = RegistrySearch(try world.registry(host))
    // A world that lives under a prefix of a shared registry sees only its own repositories, without the prefix.
    let asked = prefix.isEmpty ? limit : Self.sharedLimit
    let answer = try await search.answer(for: term, limit: asked, below: prefix)
    let own = answer.results.compactMap { result -> SearchResult? in
      guard result.name.hasPrefix(prefix), filter.matches(result) else { return nil }
      var own = result
      own.name = String(result.name.dropFirst(prefix.count))
      return own
    }
    // As in docker, a registry that does not heed the limit is believed.
    let results = prefix.isEmpty ? own : Array(own.prefix(limit))
    await world.note(host) { [term] in $0.see(results: results, for: term, at: $1) }
    return Result(results: results, isFromCatalogue: answer.isFromCatalogue)
  }
}
