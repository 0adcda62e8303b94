import DistributionSpec
import ImageSpec

/// What commands and completion saw in a registry: names that may be offered again, also where it can't be reached.
///
/// Names and descriptions only, never a secret; bounded, the least recent goes first. Moments are seconds since 1970.
public struct SeenRegistry: Hashable, Sendable {
  /// A repository that was seen.
  public struct Repository: Hashable, Sendable {
    /// What a search said of it. Foreign text.
    public internal(set) var description: String?
    /// When it was last seen.
    public internal(set) var seen: Int64
    /// Its tags, sorted.
    public internal(set) var tags: [String] = []
    /// When its registry listed all of them; nil where only some are known.
    public internal(set) var tagsListed: Int64?
  }

  /// How many repositories are remembered.
  static let mostRepositories = 5_000
  /// How many tags of a repository are remembered.
  static let mostTags = 2_000
  /// How many tags are remembered in all.
  static let mostTagsInAll = 20_000
  /// How many bytes of a description are remembered.
  static let longestDescription = 200

  /// The registry's host.
  public let host: RegistryHost
  /// The repositories, by their names.
  public internal(set) var repositories: [String: Repository] = [:]
  /// When the registry last listed its repositories.
  public internal(set) var listed: Int64?
  /// The names that the last search found, in its order.
  public internal(set) var found: [String] = []
  /// What completion searched for, and when.
  public internal(set) var searches: [String: Int64] = [:]
  /// When a command last had to do with it.
  public internal(set) var used: Int64 = 0

  /// Nothing seen yet.
  public init(host: RegistryHost) { self.host = host }

  // MARK: Seeing

  /// A command had to do with the registry.
  public mutating func use(at moment: Timestamp) { used = max(used, moment.seconds) }

  /// A repository was seen, with a tag perhaps.
  public mutating func see(_ repository: RepositoryName, tag: Tag? = nil, at moment: Timestamp) {
    use(at: moment)
    var known = repositories[repository.description] ?? Repository(seen: 0)
    known.seen = max(known.seen, moment.seconds)
    if let tag, !known.tags.contains(tag.description), known.tags.count < Self.mostTags {
      known.tags = (known.tags + [tag.description]).sorted()
    }
    repositories[repository.description] = known
    trim()
  }

  /// The registry listed a repository's tags: all of them, or the first.
  public mutating func see(tags: [Tag], areAll: Bool, of repository: RepositoryName, at moment: Timestamp) {
    see(repository, at: moment)
    let names = tags.prefix(Self.mostTags).map(\.description)
    let others = areAll ? [] : repositories[repository.description]?.tags ?? []
    repositories[repository.description]?.tags = Array(Set(others + names).sorted().prefix(Self.mostTags))
    repositories[repository.description]?.tagsListed = moment.seconds
    trim()
  }

  /// A tag went.
  public mutating func lose(_ repository: RepositoryName, tag: Tag?) {
    guard let tag else { return }
    repositories[repository.description]?.tags.removeAll { $0 == tag.description }
  }

  /// The registry listed its repositories: all of them, or the first.
  public mutating func see(catalogue: [RepositoryName], areAll: Bool, at moment: Timestamp) {
    use(at: moment)
    if areAll {
      let names = Set(catalogue.map(\.description))
      repositories = repositories.filter { names.contains($0.key) }
    }
    for name in catalogue.prefix(Self.mostRepositories) {
      repositories[name.description, default: Repository(seen: 0)].seen = moment.seconds
    }
    listed = moment.seconds
    trim()
  }

  /// A search found repositories.
  ///
  /// - Parameters:
  ///   - results: what was found.
  ///   - term: what was searched for.
  ///   - moment: when.
  public mutating func see(results: [SearchResult], for term: String, at moment: Timestamp) {
    use(at: moment)
    found = []
    for result in results {
      let text = result.name.contains("/") || host != .dockerHub ? result.name : "library/\(result.name)"
      guard let name = try? RepositoryName(parsing: text) else { continue }
      found.append(name.description)
      var known = repositories[name.description] ?? Repository(seen: 0)
      known.seen = moment.seconds
      known.description = result.description.isEmpty ? known.description : Self.shortened(result.description)
      repositories[name.description] = known
    }
    if searches.count >= 100 { searches.removeAll() }
    searches[term] = moment.seconds
    trim()
  }

  private static func shortened(_ text: String) -> String {
    String(decoding: text.utf8.prefix(longestDescription), as: UTF8.self)
  }

  /// Forgets what was seen longest ago, down to what is remembered at most.
  private mutating func trim() {
    if repositories.count > Self.mostRepositories {
      let recent = repositories.sorted { ($0.value.seen, $1.key) > ($1.value.seen, $0.key) }
      repositories = Dictionary(uniqueKeysWithValues: recent.prefix(Self.mostRepositories).map { ($0.key, $0.value) })
    }
    var tags = repositories.values.reduce(0) { $0 + $1.tags.count }
    while tags > Self.mostTagsInAll,
      let oldest = repositories.filter({ !$0.value.tags.isEmpty }).min(by: { $0.value.seen < $1.value.seen })
    {
      tags -= oldest.value.tags.count
      repositories[oldest.key]?.tags = []
      repositories[oldest.key]?.tagsListed = nil
    }
  }
}
