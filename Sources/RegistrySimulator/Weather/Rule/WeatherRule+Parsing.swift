extension WeatherRule {
  /// Reads a rule.
  ///
  /// - Throws: ``WeatherRuleError``.
  public init(parsing text: String) throws(WeatherRuleError) {
    var reader = WeatherRuleReader(text)
    self = try reader.rule()
  }
}

/// Reads the words of one rule from its first to its last.
private struct WeatherRuleReader {
  private var words: ArraySlice<String>
  private var requests = RequestSelection()
  private var occurrence = Occurrence()
  private var said: Set<String> = []

  init(_ text: String) { words = text.split(whereSeparator: \.isWhitespace).map(String.init)[...] }

  mutating func rule() throws(WeatherRuleError) -> WeatherRule {
    guard let first = words.popFirst() else { throw .empty }
    var fault = try WeatherFault(word: first)
    if case .status(let status, _) = fault, let word = words.first,
      let retry = try WeatherFault.Retry(word: word)
    {
      fault = .status(status, retry: retry)
      words.removeFirst()
    }
    while let word = words.popFirst() { try clause(word) }
    return WeatherRule(fault, on: requests, occurrence)
  }

  private mutating func clause(_ word: String) throws(WeatherRuleError) {
    switch word {
    case "on":
      try say(word)
      try readRequests()
    case "of":
      try say(word)
      requests.repository = try next(after: word, example: "library/*")
    case "at":
      try say(word)
      requests.path = try next(after: word, example: "/v2/*/manifests/latest")
    case "after":
      try say(word)
      let text = try next(after: word, example: "2")
      guard let count = Int(text), count >= 0 else { throw .invalidWord(text, after: word, example: "2") }
      occurrence.after = count
    case "with":
      try say(word)
      let text = try next(after: word, example: "20%")
      guard let millionths = Self.millionths(text) else { throw .invalidWord(text, after: word, example: "20%") }
      occurrence.millionths = millionths
    case "once":
      try say("how often", word)
      occurrence.limit = 1
    case "always": try say("how often", word)
    default:
      guard let count = Int(word), count > 0, words.first == "times" || words.first == "time" else {
        throw .unknownWord(word)
      }
      try say("how often", "\(word) times")
      words.removeFirst()
      occurrence.limit = count
    }
  }

  /// Methods, kinds, or both, each a list with commas.
  private mutating func readRequests() throws(WeatherRuleError) {
    guard words.first != nil else { throw .missingWord(after: "on", example: "GET blob") }
    repeat {
      try read(words.removeFirst())
    } while words.first.map { !Self.clauses.contains($0) && Int($0) == nil } ?? false
  }

  private mutating func read(_ list: String) throws(WeatherRuleError) {
    for word in list.split(separator: ",", omittingEmptySubsequences: false).map(String.init) where word != "any" {
      if let method = RequestSelection.Method(rawValue: word) {
        requests.methods.insert(method)
      } else if let kind = RequestKind(word: word) {
        requests.kinds.insert(kind)
      } else {
        throw .unknownRequests(word)
      }
    }
  }

  private static let clauses: Set = ["on", "of", "at", "after", "with", "once", "always"]

  private mutating func say(_ subject: String, _ word: String? = nil) throws(WeatherRuleError) {
    guard said.insert(subject).inserted else { throw .repeated(word ?? subject) }
  }

  private mutating func next(after word: String, example: String) throws(WeatherRuleError) -> String {
    guard let next = words.popFirst() else { throw .missingWord(after: word, example: example) }
    return next
  }

  /// A percentage with up to four decimals, more than nothing and not more than all.
  private static func millionths(_ text: String) -> Int? {
    guard text.hasSuffix("%") else { return nil }
    let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }),
      let whole = Int(parts[0]), whole <= 100
    else { return nil }
    let decimals = parts.count > 1 ? String(parts[1]) : ""
    guard decimals.count <= 4, let rest = Int((decimals + "0000").prefix(4)) else { return nil }
    let millionths = whole * 10_000 + rest
    return (1...Occurrence.certain).contains(millionths) ? millionths : nil
  }
}
