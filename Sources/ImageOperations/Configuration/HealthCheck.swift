import ImageSpec

/// How docker finds out whether a container still works.
///
/// See [HEALTHCHECK](https://docs.docker.com/reference/dockerfile/#healthcheck).
public struct HealthCheck: Hashable, Sendable {
  /// What is run: `CMD` and words, `CMD-SHELL` and a line, or `NONE`.
  public var test: [String] = []
  /// Between two checks, in nanoseconds.
  public var interval: Int64?
  /// How long one check may take, in nanoseconds.
  public var timeout: Int64?
  /// How long a failure does not count after the start, in nanoseconds.
  public var startPeriod: Int64?
  /// Between two checks in that time, in nanoseconds.
  public var startInterval: Int64?
  /// How many failures make a container unhealthy.
  public var retries: Int64?

  /// A check that says nothing yet.
  public init() {}

  /// The member of a configuration.
  public var object: JSONObject {
    var object = JSONObject()
    if !test.isEmpty { object["Test"] = .strings(test) }
    let numbers = [
      ("Interval", interval), ("Timeout", timeout), ("StartPeriod", startPeriod), ("StartInterval", startInterval),
      ("Retries", retries),
    ]
    for case (let key, let number?) in numbers { object[key] = .integer(number) }
    return object
  }

  /// Reads the instruction's words.
  init(
    parsing words: InstructionWords,
    commandForm: (String) throws(ConfigurationChangeError) -> ConfigurationChange.CommandForm
  ) throws(ConfigurationChangeError) {
    let kind = String(words.rest.prefix { !$0.isWhitespace })
    let rest = String(words.rest.dropFirst(kind.count).trimmed)
    switch kind.uppercased() {
    case "": throw .noArguments("HEALTHCHECK")
    case "NONE":
      guard rest.isEmpty else { throw .healthCheckNoneWithCommand }
      if let flag = words.flags.first { throw .unknownFlag(Self.split(flag).name) }
      test = ["NONE"]
    case "CMD":
      switch try commandForm(rest) {
      case .exec(let words) where !words.isEmpty: test = ["CMD"] + words
      case .shell(let line) where !line.isEmpty: test = ["CMD-SHELL", line]
      default: throw .emptyHealthCheck
      }
      try take(words.flags)
    default: throw .unknownHealthCheck(kind.uppercased())
    }
  }

  private mutating func take(_ flags: [String]) throws(ConfigurationChangeError) {
    var seen: Set<String> = []
    for flag in flags {
      let (name, value) = Self.split(flag)
      guard Self.flags.contains(name) else { throw .unknownFlag(name) }
      guard seen.insert(name).inserted else { throw .repeatedFlag(name) }
      guard let value else { throw .flagWithoutValue(name) }
      switch name {
      case "interval": interval = try Self.duration(value, of: name)
      case "timeout": timeout = try Self.duration(value, of: name)
      case "start-period": startPeriod = try Self.duration(value, of: name)
      case "start-interval": startInterval = try Self.duration(value, of: name)
      default:
        guard let number = Int64(value), number >= 1 else { throw .malformedRetries(value) }
        retries = number
      }
    }
  }

  private static let flags: Set<String> = ["interval", "timeout", "start-period", "start-interval", "retries"]

  private static func split(_ flag: String) -> (name: String, value: String?) {
    let parts = flag.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return (parts.first.map(String.init) ?? "", parts.count > 1 ? String(parts[1]) : nil)
  }

  /// Nanoseconds of a duration of at least a millisecond, which `flag` gives.
  ///
  /// - Throws: ``ConfigurationChangeError/malformedDuration(_:)`` and ``ConfigurationChangeError/shortDuration(flag:)``.
  public static func duration(_ text: String, of flag: String) throws(ConfigurationChangeError) -> Int64 {
    guard let nanoseconds = GoDuration.nanoseconds(text) else { throw .malformedDuration(text) }
    guard nanoseconds >= 1_000_000 else { throw .shortDuration(flag: flag) }
    return nanoseconds
  }
}

/// Durations as Go writes them: `1h30m`, `1.5s`, `300ms`; see <https://pkg.go.dev/time#ParseDuration>.
enum GoDuration {
  private static let units: [(name: String, nanoseconds: Double)] = [
    ("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9),
  ]

  /// The length in nanoseconds; nil where the text is no duration or is too long a time.
  static func nanoseconds(_ text: String) -> Int64? {
    var rest = text[...]
    let isNegative = rest.first == "-"
    if rest.first == "-" || rest.first == "+" { rest = rest.dropFirst() }
    if rest == "0" { return 0 }
    guard !rest.isEmpty else { return nil }
    var total = 0.0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(digits.count)
      let name = rest.prefix { !($0.isASCII && ($0.isNumber || $0 == ".")) }
      rest = rest.dropFirst(name.count)
      guard let number = Double(digits.hasSuffix(".") ? digits + "0" : digits),
        let unit = units.first(where: { $0.name == name })
      else { return nil }
      total += number * unit.nanoseconds
    }
    guard total < Double(Int64.max) else { return nil }
    return Int64(total) * (isNegative ? -1 : 1)
  }
}
