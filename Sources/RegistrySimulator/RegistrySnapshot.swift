import ImageSpec

/// The state of a simulated registry at one moment: names, digests, tokens, counters and weather, never bytes.
public struct RegistrySnapshot: Hashable, Sendable {
  /// What each area shows.
  public let areas: [StorageArea: AreaContents]
  /// The tokens given out.
  public let tokens: TokenLedger
  /// What is used up of its rate limits.
  public let rates: RateLedger
  /// How many requests were answered.
  public let requests: Int
  /// The weather with its seed and counts.
  public let weather: Weather
}
