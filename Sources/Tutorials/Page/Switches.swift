import CommandLanguage

/// What `<!-- tutorial: … -->` above a fence says. A closed set: anything else is a ``PageProblem``.
public struct Switches: Hashable, Sendable {
  /// The names of all switches.
  public static let names = ["skip", "timeout", "exact", "unordered", "platform", "id"]

  /// The step is not run.
  public internal(set) var skip = false
  /// How long each command of the step may take.
  public internal(set) var timeout: Duration?
  /// The sample is compared byte for byte.
  public internal(set) var exact = false
  /// The sample's lines may come in any order.
  public internal(set) var unordered = false
  /// The platform of this step's commands.
  public internal(set) var platform: String?
  /// The step's identity, in place of the hash.
  public internal(set) var id: String?

  /// No switch at all.
  public static let none = Switches()
}

/// Reads the comments in a stretch of HTML.
struct SwitchReader {
  private(set) var switches = Switches.none
  private(set) var problems: [PageProblem] = []
  /// Whether a comment was meant for us.
  private(set) var found = false
  private var seen: Set<String> = []

  /// Reads further comments onto the same fence.
  mutating func read(html: String, line: Int) {
    var rest = html[...]
    var line = line
    while let start = rest.firstRange(of: "<!--") {
      line += rest[..<start.lowerBound].newlines
      let tail = rest[start.upperBound...]
      let end = tail.firstRange(of: "-->")
      let comment = tail[..<(end?.lowerBound ?? tail.endIndex)]
      read(comment: comment, line: line)
      line += comment.newlines
      rest = end.map { tail[$0.upperBound...] } ?? ""
    }
  }

  private mutating func read(comment: Substring, line: Int) {
    let text = comment.drop { $0.isWhitespace }
    guard let colon = text.firstIndex(of: ":") else {
      if text.trimmingWhitespace == "tutorial" { problem(line, .misspeltComment("tutorial")) }
      return
    }
    let head = text[..<colon].trimmingWhitespace
    let start = line + comment[..<text.startIndex].newlines
    if head != "tutorial" {
      if Spelling.nearest(to: head, among: ["tutorial"], limit: 2) != nil {
        found = true
        problem(start, .misspeltComment(head))
      }
      return
    }
    found = true
    var at = start + text[..<colon].newlines
    for part in text[text.index(after: colon)...].split(separator: ",", omittingEmptySubsequences: false) {
      let leading = part.prefix { $0.isWhitespace }
      apply(part.trimmingWhitespace, line: at + leading.newlines)
      at += part.newlines
    }
  }

  private mutating func apply(_ text: String, line: Int) {
    let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
      Substring($0).trimmingWhitespace
    }
    let name = sides.first ?? ""
    let value = sides.count > 1 ? sides[1] : nil
    guard Switches.names.contains(name) else {
      let nearest = Spelling.nearest(to: name, among: Switches.names)
      return problem(line, .unknownSwitch(name, nearest: nearest))
    }
    guard seen.insert(name).inserted else { return problem(line, .repeatedSwitch(name)) }
    guard set(name, value) else { return problem(line, .invalidSwitch(name, value: value)) }
  }

  private mutating func set(_ name: String, _ value: String?) -> Bool {
    switch (name, value) {
    case ("skip", nil): switches.skip = true
    case ("exact", nil): switches.exact = true
    case ("unordered", nil): switches.unordered = true
    case ("timeout", let value?):
      switches.timeout = Self.duration(value)
      return switches.timeout != nil
    case ("platform", let value?):
      let parts = value.split(separator: "/", omittingEmptySubsequences: false)
      guard (2...3).contains(parts.count), !parts.contains(where: \.isEmpty), !value.contains(where: \.isWhitespace)
      else { return false }
      switches.platform = value
    case ("id", let value?):
      guard !value.isEmpty, value.utf8.allSatisfy({ Self.isName($0) }) else { return false }
      switches.id = value
    default: return false
    }
    return true
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// `500ms`, `30s`, `2m`; more than nothing and at most a day.
  static func duration(_ text: String) -> Duration? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard digits.count <= 8, let number = Int(digits), number > 0 else { return nil }
    let duration: Duration
    switch text.dropFirst(digits.count) {
    case "ms": duration = .milliseconds(number)
    case "s": duration = .seconds(number)
    case "m": duration = .seconds(number * 60)
    default: return nil
    }
    return duration <= .seconds(86_400) ? duration : nil
  }

  private mutating func problem(_ line: Int, _ rule: PageProblem.Rule) {
    problems.append(PageProblem(line: line, rule: rule))
  }
}

extension Substring {
  var newlines: Int { utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) } }
  var trimmingWhitespace: String {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

extension Substring {
  /// The first place of an ASCII text.
  func firstRange(of text: String) -> Range<Index>? {
    let wanted = Array(text.utf8)
    var index = startIndex
    while let start = utf8[index...].firstIndex(of: wanted[0]) {
      if utf8[start...].starts(with: wanted) { return start..<utf8.index(start, offsetBy: wanted.count) }
      index = utf8.index(after: start)
    }
    return nil
  }
}
