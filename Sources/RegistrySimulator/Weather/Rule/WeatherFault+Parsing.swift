import ImageSpec

extension WeatherFault {
  /// Every word that a fault begins with, with what may follow it at once: for completion and help. A status stands for
  /// itself.
  public static let words = [
    "reset", "reset@", "close", "close@", "lost-answer", "stall", "stall@", "endless", "drip=", "slow=", "delay=",
    "flip", "flip@", "length=", "wrong-digest", "no-digest", "stale-token", "redirect=", "no-range", "html", "bad-json",
    "huge-json=", "media-type=", "header=", "hostile", "skew=",
  ]

  /// Reads a fault's word with what stands at its end.
  init(word: String) throws(WeatherRuleError) {
    if word.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      guard let status = Int(word), (400...599).contains(status) else { throw .invalidValue(word, example: "503") }
      self = .status(status, retry: nil)
      return
    }
    let end = word.firstIndex { $0 == "@" || $0 == "=" } ?? word.endIndex
    let value = end < word.endIndex ? FaultValue(sign: word[end], text: String(word[word.index(after: end)...])) : nil
    self = try Self.read(String(word[..<end]), value, word)
  }

  private static func read(
    _ name: String, _ value: FaultValue?, _ word: String
  ) throws(WeatherRuleError) -> WeatherFault {
    func place() throws(WeatherRuleError) -> Int64? {
      guard let value else { return nil }
      return try value.read("@", word, example: "\(name)@4096") { Quantity.bytes(parsing: $0) }
    }
    func required<Value>(
      _ example: String, _ parse: (String) -> Value?
    ) throws(WeatherRuleError) -> Value {
      guard let value else { throw .missingValue(name, example: "\(name)=\(example)") }
      return try value.read("=", word, example: "\(name)=\(example)", parse)
    }
    func alone(_ fault: WeatherFault) throws(WeatherRuleError) -> WeatherFault {
      guard value == nil else { throw .invalidValue(word, example: name) }
      return fault
    }
    switch name {
    case "reset": return .broken(.reset, at: try place())
    case "close": return .broken(.close, at: try place())
    case "lost-answer": return try alone(.lostAnswer)
    case "stall": return .stall(at: try place())
    case "endless": return try alone(.endless)
    case "drip": return .drip(try required("100", FaultValue.rate))
    case "slow": return .slow(try required("64k", FaultValue.rate))
    case "delay": return .delay(milliseconds: try required("250ms", FaultValue.delay))
    case "flip": return .flip(at: try place())
    case "length": return .length(try required("+10", FaultValue.difference))
    case "wrong-digest": return try alone(.wrongDigest)
    case "no-digest": return try alone(.noDigest)
    case "stale-token": return try alone(.staleToken)
    case "redirect": return .redirect(try required("http://mirror.example", Target.init(parsing:)))
    case "no-range": return try alone(.noRange)
    case "html": return try alone(.html)
    case "bad-json": return try alone(.badJSON)
    case "huge-json": return .hugeJSON(try required("64M", FaultValue.documentSize))
    case "media-type":
      return .mediaType(
        try required("application/x-unknown") { (try? MediaType(parsing: $0)).map(\.description) })
    case "header":
      let (name, value) = try required("Location:http://mirror.example/", HeaderText.field)
      return .header(name, value: value)
    case "hostile": return try alone(.hostile)
    case "skew": return .skew(seconds: try required("-1h", FaultValue.skew))
    default: throw .unknownFault(word)
    }
  }
}

extension WeatherFault.Retry {
  /// Reads `retry-after=2` or `retry-at=2`; nil where the word is another one.
  init?(word: String) throws(WeatherRuleError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.first, name == "retry-after" || name == "retry-at" else { return nil }
    guard parts.count > 1 else { throw .missingValue(word, example: "\(word)=2") }
    guard let time = Quantity.time(parsing: parts[1]), time % 1_000 == 0 else {
      throw .invalidValue(word, example: "\(name)=2")
    }
    self = name == "retry-at" ? .date(time / 1_000) : .after(time / 1_000)
  }
}

extension WeatherFault.Target {
  /// `loop`, a path, or a URL whose path need not be told; no character in it needs an escape.
  fileprivate init?(parsing text: String) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    if text == "loop" {
      self = .loop
    } else if text.hasPrefix("/") {
      self = .location(text)
    } else if let scheme = ["http://", "https://"].first(where: text.hasPrefix) {
      let rest = text.dropFirst(scheme.count)
      guard let first = rest.first, first != "/" else { return nil }
      self = rest.contains("/") ? .location(text) : .host(text)
    } else {
      return nil
    }
  }
}

/// What stands behind a fault's name.
private struct FaultValue {
  let sign: Character
  let text: String

  func read<Value>(
    _ sign: Character, _ word: String, example: String, _ parse: (String) -> Value?
  ) throws(WeatherRuleError) -> Value {
    guard self.sign == sign, let value = parse(text) else { throw .invalidValue(word, example: example) }
    return value
  }

  /// Bytes a second, at least one and not more than fit into one piece.
  static func rate(_ text: String) -> Int64? {
    Quantity.bytes(parsing: text).flatMap { (1...(1 << 30)).contains($0) ? $0 : nil }
  }

  /// A delay of an hour at most: it is waited for.
  static func delay(_ text: String) -> Int64? {
    Quantity.time(parsing: text).flatMap { (1...3_600_000).contains($0) ? $0 : nil }
  }

  /// Enough bytes for a document at least.
  static func documentSize(_ text: String) -> Int64? {
    Quantity.bytes(parsing: text).flatMap { $0 >= 64 ? $0 : nil }
  }

  static func difference(_ text: String) -> Int64? { signed(text) { Quantity.bytes(parsing: $0) } }

  static func skew(_ text: String) -> Int64? {
    signed(text) { Quantity.time(parsing: $0) }.flatMap { $0 % 1_000 == 0 ? $0 / 1_000 : nil }
  }

  /// A number that is not zero, with its sign.
  private static func signed(_ text: String, _ parse: (Substring) -> Int64?) -> Int64? {
    guard let sign = text.first, sign == "+" || sign == "-", let number = parse(text.dropFirst()), number > 0 else {
      return nil
    }
    return sign == "-" ? -number : number
  }
}
