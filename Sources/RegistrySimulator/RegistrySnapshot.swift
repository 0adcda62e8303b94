import ImageSpec

/// The state of a simulated registry at one moment: names, digests, tokens and counters, never bytes.
public struct RegistrySnapshot: Hashable, Sendable {
  /// What each area shows.
  public let areas: [StorageArea: AreaContents]
  /// The tokens given out.
  public let tokens: TokenLedger
  /// How many requests were answered.
  public let requests: Int
}
