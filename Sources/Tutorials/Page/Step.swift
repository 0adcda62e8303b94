/// One step of a tutorial: a fence with at least one of our commands, and what belongs to it.
public struct Step: Hashable, Sendable {
  /// Its place among the page's steps, from 1.
  public let ordinal: Int
  /// What progress and baselines are kept by: `id=NAME`, or a hash of the commands and checks (16 hex digits) and the
  /// step's place among the page's steps with the same ones, as in `a1b2c3d4e5f60718-1`. Prose, samples and
  /// translations do not change it, nor do other steps.
  public let identity: String
  /// The fence's lines on the page, from 1, its opening line first.
  public let lines: ClosedRange<Int>
  /// The nearest heading above it.
  public let heading: String?
  /// The page's text between the step before and this one, without commands, checks, hints and comments.
  public let prose: String
  /// The commands, in order; at least one of them names a CLI.
  public let commands: [PageCommand]
  /// The checks that a reader sees, with their lines.
  public let checks: [PlacedCheck]
  /// What the fence's comments switch.
  public let switches: Switches
  /// The texts of the `<details>` below the fence, in order.
  public let hints: [String]
  /// The text of the `> [!TIP]` below the fence.
  public let tip: String?

  /// The line of the fence.
  public var line: Int { lines.lowerBound }

  /// A check and where it stands.
  public struct PlacedCheck: Hashable, Sendable {
    /// The line on the page.
    public let line: Int
    /// The check.
    public let check: Check
  }
}

/// The FNV-1a hash with 64 bits (RFC 9923): stable over runs and machines, and no secret depends on it.
struct FNV1a {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func combine(_ text: String) {
    for byte in text.utf8 { combine(byte) }
    // No byte of UTF-8: keeps neighbouring texts apart.
    combine(0xFF)
  }

  private mutating func combine(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
  }

  var hex: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
