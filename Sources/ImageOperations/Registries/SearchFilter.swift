import DistributionSpec

/// Which results of a search count: docker's `stars=N`, `is-official=BOOL` and `is-automated=BOOL`.
public struct SearchFilter: Hashable, Sendable {
  /// The least number of stars.
  public var minimumStars: Int64 = 0
  /// Whether the registry must vouch for it, or must not.
  public var isOfficial: Bool?
  /// Whether it must have been built by the registry, or must not.
  public var isAutomated: Bool?

  /// The names that filters may have.
  public static let names = ["is-automated", "is-official", "stars"]

  /// Everything counts.
  public init() {}

  /// Reads filters.
  ///
  /// - Throws: ``FilterError``.
  public init(_ filters: [Filter]) throws(FilterError) {
    try filters.requireNames(Self.names)
    for text in filters.values(of: "stars") {
      guard let stars = Int64(text) else {
        throw .unknownValue(name: "stars", value: text, expected: "a number")
      }
      minimumStars = max(minimumStars, stars)
    }
    isOfficial = try filters.boolean("is-official")
    isAutomated = try filters.boolean("is-automated")
  }

  /// Whether a result counts.
  func matches(_ result: SearchResult) -> Bool {
    result.stars >= minimumStars && isOfficial ?? result.isOfficial == result.isOfficial
      && isAutomated ?? result.isAutomated == result.isAutomated
  }
}
