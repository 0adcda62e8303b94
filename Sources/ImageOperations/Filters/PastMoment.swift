import ImageSpec

/// Moments in the past as docker's `until` filter takes them: how long ago, a date, or seconds since 1970.
///
/// See [docker image prune](https://docs.docker.com/reference/cli/docker/image/prune/#filter).
public enum PastMoment {
  /// Reads `24h`, `1h30m`, `2023-11-14`, `2023-11-14T22:13:20`, with or without a zone, `1700000000.5`.
  ///
  /// - Parameters:
  ///   - text: what was written.
  ///   - now: what durations count back from; times without a zone are in UTC.
  /// - Returns: the moment; nil where the text is none.
  public static func parse(_ text: String, now: Timestamp) -> Timestamp? {
    if let seconds = duration(text) {
      let (moment, overflows) = now.seconds.subtractingReportingOverflow(seconds)
      return overflows ? nil : Timestamp(seconds: moment, nanoseconds: now.nanoseconds)
    }
    if let moment = date(text) { return moment }
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = Int64(parts[0]) else { return nil }
    guard parts.count > 1 else { return Timestamp(seconds: whole) }
    guard !parts[1].isEmpty, parts[1].utf8.count <= 9, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let fraction = Int32(parts[1] + String(repeating: "0", count: 9 - parts[1].utf8.count))
    else { return nil }
    return Timestamp(seconds: whole, nanoseconds: fraction)
  }

  /// Go's durations in whole seconds, see [ParseDuration](https://pkg.go.dev/time#ParseDuration).
  private static func duration(_ text: String) -> Int64? {
    let units = ["h": 3600.0, "m": 60, "s": 1, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9]
    var rest = text[...]
    var total = 0.0
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
      rest = rest.dropFirst(number.count)
      let unit = rest.prefix { !($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(unit.count)
      guard let value = Double(number), let factor = units[String(unit)] else { return nil }
      total += value * factor
    }
    return Int64(exactly: total.rounded(.towardZero))
  }

  private static func date(_ text: String) -> Timestamp? {
    let ends = ["", "Z", ":00Z", ":00:00Z", "T00:00:00Z"]
    return ends.lazy.compactMap { Timestamp(parsing: text + $0) }.first
  }
}
