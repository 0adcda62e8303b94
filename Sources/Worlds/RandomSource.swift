import ByteStreams

/// A world's randomness: the system's, or a sequence that a seed decides.
public final class RandomSource: Sendable {
  private let state: Locked<UInt64?>

  /// - Parameter seed: decides the sequence; nil takes the system's randomness.
  public init(seed: UInt64? = nil) { state = Locked(seed) }

  /// The state of a seeded sequence, for snapshots; nil for the system's randomness.
  public var seed: UInt64? { state.withLock { $0 } }

  /// Sets the state of the sequence.
  public func restore(seed: UInt64?) { state.withLock { $0 = seed } }

  /// Random bytes.
  public func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }

  /// Random lower-case hexadecimal digits.
  public func hex(_ count: Int) -> String {
    String((0..<count).map { _ in Character(String(next() & 15, radix: 16)) })
  }

  /// The next 64 random bits; a seeded sequence is SplitMix64, see <https://prng.di.unimi.it/splitmix64.c>.
  public func next() -> UInt64 {
    state.withLock { state in
      guard let seed = state else {
        var system = SystemRandomNumberGenerator()
        return system.next()
      }
      let advanced = seed &+ 0x9E37_79B9_7F4A_7C15
      state = advanced
      var mixed = (advanced ^ (advanced >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
}
