/// Numbers that look random and are the same for the same seed: SplitMix64.
public struct Seeded: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Streams of one seed differ by their number.
  public init(_ seed: UInt64, stream: Int = 0) {
    state = seed &* 0x2545_F491_4F6C_DD1D &+ UInt64(bitPattern: Int64(stream)) &* 0x9E37_79B9
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// That many bytes; nothing can compress them.
  public mutating func bytes(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      for place in stride(from: 0, to: count & ~7, by: 8) {
        raw.storeBytes(of: next(), toByteOffset: place, as: UInt64.self)
      }
      for place in (count & ~7)..<count { raw[place] = UInt8(truncatingIfNeeded: next()) }
      filled = count
    }
  }
}
