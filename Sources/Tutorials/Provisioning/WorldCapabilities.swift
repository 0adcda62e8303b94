/// What a world can show of what registries do. A judge makes nothing of what it can't: neither drift nor failure.
public struct WorldCapabilities: Hashable, Sendable {
  /// How a search is answered.
  public enum Search: Hashable, Sendable {
    /// By a search, with descriptions, stars and marks, in its own order.
    case ownSearch
    /// By the list of all repositories: names alone, sorted.
    case catalogue
    /// Not at all.
    case none
  }

  /// How a search is answered.
  public var search: Search
  /// Whether registries take images whose layers lie elsewhere. Where they don't, ordinary layers stand in their place,
  /// so that sizes and what becomes of a layer are others than a page shows.
  public var holdsForeignLayers: Bool
  /// Whether a log says what registries were asked.
  public var logsRequests: Bool

  /// Describes a world; without more said, one that can everything, as a simulated world can.
  public init(search: Search = .ownSearch, holdsForeignLayers: Bool = true, logsRequests: Bool = true) {
    self.search = search
    self.holdsForeignLayers = holdsForeignLayers
    self.logsRequests = logsRequests
  }
}
