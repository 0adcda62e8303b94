/// Numbers of bytes and times as rules write them: `4096`, `64k`, `1M`; `2s`, `250ms`, `1h`.
enum Quantity {
  private static let sizes: [(unit: String, bytes: Int64)] = [("G", 1 << 30), ("M", 1 << 20), ("k", 1 << 10)]
  private static let times: [(unit: String, milliseconds: Int64)] = [
    ("h", 3_600_000), ("ms", 1), ("m", 60_000), ("s", 1_000),
  ]

  /// What is more than this is a mistake: 1 TiB.
  static let largestSize: Int64 = 1 << 40
  /// What is more than this is a mistake: a hundred years.
  static let longestTime: Int64 = 100 * 366 * 86_400_000

  /// Reads a number of bytes.
  static func bytes(parsing text: some StringProtocol) -> Int64? {
    for (unit, bytes) in sizes where text.last?.lowercased() == unit.lowercased() {
      return number(text.dropLast(), unit: bytes, limit: largestSize)
    }
    return number(text[...], unit: 1, limit: largestSize)
  }

  /// Writes a number of bytes.
  static func bytes(_ count: Int64) -> String {
    for (unit, bytes) in sizes where count > 0 && count % bytes == 0 { return "\(count / bytes)\(unit)" }
    return String(count)
  }

  /// Reads a time in milliseconds; a number alone counts seconds.
  static func time(parsing text: some StringProtocol) -> Int64? {
    for (unit, milliseconds) in times where text.hasSuffix(unit) {
      return number(text.dropLast(unit.count), unit: milliseconds, limit: longestTime)
    }
    return number(text[...], unit: 1_000, limit: longestTime)
  }

  /// Writes a time.
  static func time(milliseconds: Int64) -> String {
    let units = times.filter { milliseconds % $0.milliseconds == 0 }
    guard milliseconds > 0, let best = units.max(by: { $0.milliseconds < $1.milliseconds }) else { return "0s" }
    return "\(milliseconds / best.milliseconds)\(best.unit)"
  }

  private static func number(_ digits: some StringProtocol, unit: Int64, limit: Int64) -> Int64? {
    guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let count = Int64(digits),
      count <= limit / unit
    else { return nil }
    return count * unit
  }
}
