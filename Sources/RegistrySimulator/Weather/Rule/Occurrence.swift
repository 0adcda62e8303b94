/// When a weather rule strikes, counted over the requests that it is about.
public struct Occurrence: Hashable, Sendable {
  /// How many of the requests pass first.
  public var after: Int
  /// How often it strikes at most; nil for always.
  public var limit: Int?
  /// Of a million requests, how many it strikes; the seed decides which.
  public var millionths: Int

  /// Every time.
  public init(after: Int = 0, limit: Int? = nil, millionths: Int = certain) {
    self.after = after
    self.limit = limit
    self.millionths = millionths
  }

  /// Of a million all.
  public static let certain = 1_000_000

  /// Whether it strikes now.
  ///
  /// - Parameters:
  ///   - met: how many requests it met before this one.
  ///   - struck: how many of them it struck.
  ///   - seed: decides where chance does; the same for the same rule.
  /// - Returns: the same for the same arguments.
  func strikes(met: Int, struck: Int, seed: UInt64) -> Bool {
    if met < after { return false }
    if let limit, struck >= limit { return false }
    if millionths >= Self.certain { return true }
    return Self.mixed(seed &+ UInt64(met)) % UInt64(Self.certain) < UInt64(millionths)
  }

  /// A number that looks like chance and is the same for the same input: SplitMix64's output function, see
  /// [Steele, Lea and Flood](https://doi.org/10.1145/2714064.2660195).
  static func mixed(_ input: UInt64) -> UInt64 {
    var value = input &* 0x9E37_79B9_7F4A_7C15
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
