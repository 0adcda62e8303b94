/// A line of a sample as literal text with typed places in it.
struct LinePattern {
  enum Token: Equatable {
    case text(String)
    case id(String)
    case age(String)
    case instant(String)
    case size(String)
    case number(String)
    case placeholder(String)
    /// The beginning of an id with `...` behind it.
    case cutID(String)
  }

  /// What stands at a typed place.
  struct Capture: Equatable {
    let token: Token
    let seen: String
  }

  let tokens: [Token]

  /// Reads a sample's line; runs of blanks count as one.
  init(_ line: String) {
    tokens = Self.scan(Self.folded(line))
  }

  /// A line as it stands, its blanks kept, as literal text and typed places.
  static func raw(_ line: String) -> [Token] { scan(line) }

  /// The line without blanks at its ends, each run of blanks as one.
  static func folded(_ line: String) -> String { line.blankSeparated.joined(separator: " ") }

  /// What stands at the typed places of a printed line, or nothing when the literal text differs.
  func match(_ line: String) -> [Capture]? {
    var rest = Self.folded(line)[...]
    var captures: [Capture] = []
    for (index, token) in tokens.enumerated() {
      let length: Int
      switch token {
      case .text(let text):
        guard rest.hasPrefix(text) else { return nil }
        rest = rest.dropFirst(text.count)
        continue
      case .placeholder:
        var next: String?
        if index + 1 < tokens.count, case .text(let text) = tokens[index + 1] { next = text }
        guard let found = Self.placeholderLength(rest, upTo: next) else { return nil }
        length = found
      case .cutID(let start):
        guard let found = IDText.length(rest) else { return nil }
        length = rest.dropFirst(found).hasPrefix("...") ? found + 3 : found
        guard start.contains(":") == rest.prefix(found).contains(":") else { return nil }
      default:
        guard let found = Self.token(rest), Self.kind(found.token) == Self.kind(token) else { return nil }
        length = found.length
      }
      captures.append(Capture(token: token, seen: String(rest.prefix(length))))
      rest = rest.dropFirst(length)
    }
    return rest.isEmpty ? captures : nil
  }

  private static func placeholderLength(_ text: Substring, upTo next: String?) -> Int? {
    guard let next else { return text.isEmpty ? nil : text.prefix { $0 != " " }.count }
    var length = 0
    var rest = text
    while let first = rest.first {
      if length > 0, rest.hasPrefix(next) { return length }
      if first == " " { return nil }
      rest = rest.dropFirst()
      length += 1
    }
    return nil
  }

  private static func kind(_ token: Token) -> Int {
    switch token {
    case .text: 0
    case .id: 1
    case .age: 2
    case .instant: 3
    case .size: 4
    case .number: 5
    case .placeholder: 6
    case .cutID: 7
    }
  }

  private static func scan(_ line: String) -> [Token] {
    var tokens: [Token] = []
    var text = ""
    var rest = line[...]
    while let first = rest.first {
      let atBoundary = text.last.map { !$0.isLetter && !$0.isNumber && !"_-.".contains($0) } ?? true
      let found =
        first == "<" ? placeholder(rest) : atBoundary ? cutID(rest) ?? token(rest, after: text.last) : nil
      if let found {
        if !text.isEmpty { tokens.append(.text(text)) }
        text = ""
        tokens.append(found.token)
        rest = rest.dropFirst(found.length)
        // A token's last character is part of a word: nothing begins right behind it.
        if let next = rest.first, next.isLetter || next.isNumber { text.append(rest.removeFirst()) }
      } else {
        text.append(first)
        rest = rest.dropFirst()
      }
    }
    if !text.isEmpty { tokens.append(.text(text)) }
    return tokens
  }

  /// `sha256:85f0563...` and `85f05633ddc1...`, as documentation shortens them.
  private static func cutID(_ text: Substring) -> (token: Token, length: Int)? {
    let head = text.hasPrefix("sha256:") ? 7 : 0
    let digits = text.dropFirst(head).prefix { $0.isASCII && $0.isHexDigit && !$0.isUppercase }.count
    guard digits >= (head > 0 ? 3 : 12), digits < 64 else { return nil }
    let rest = text.dropFirst(head + digits)
    guard let mark = ["...", "…"].first(where: rest.hasPrefix) else { return nil }
    return (.cutID(String(text.prefix(head + digits))), head + digits + mark.count)
  }

  private static func placeholder(_ text: Substring) -> (token: Token, length: Int)? {
    guard let end = text.firstIndex(of: ">"), let first = text.dropFirst().first, first.isASCII, first.isLetter else {
      return nil
    }
    let name = text[text.index(after: text.startIndex)..<end]
    guard name.count <= 64, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || " _-./:".contains($0)) }),
      name != "none", name != "missing"
    else { return nil }
    return (.placeholder(String(name)), name.count + 2)
  }

  /// The typed token that a text begins with.
  static func token(_ text: Substring, after before: Character? = nil) -> (token: Token, length: Int)? {
    if let length = IDText.length(text) { return (.id(String(text.prefix(length))), length) }
    guard let first = text.first, first.isASCII, first.isNumber || "AaLl".contains(first) else { return nil }
    if let length = InstantText.length(text) { return (.instant(String(text.prefix(length))), length) }
    if let length = ageLength(text) { return (.age(String(text.prefix(length))), length) }
    if let length = SizeText.length(text), ends(text, length) { return (.size(String(text.prefix(length))), length) }
    guard first.isNumber, before != ":" else { return nil }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let next = text.dropFirst(digits.count)
    if let sign = next.first, "-_.:%/".contains(sign),
      next.dropFirst().first.map({ $0.isLetter || $0.isNumber }) ?? false
    {
      return nil
    }
    return ends(text, digits.count) ? (.number(String(digits)), digits.count) : nil
  }

  private static func ends(_ text: Substring, _ length: Int) -> Bool {
    text.dropFirst(length).first.map { !$0.isLetter && !$0.isNumber && $0 != "_" } ?? true
  }

  /// The length of an age. In running text one counts only with `ago`, or as `Up 3 minutes` writes it, at the end.
  private static func ageLength(_ text: Substring) -> Int? {
    let words = text.prefix(64).split(separator: " ").prefix(5).map(String.init)
    guard let (age, count) = AgeText.read(words[...]) else { return nil }
    if age.isPast {
      let length = words[..<(count - 1)].reduce(0) { $0 + $1.count + 1 }
      return length + 3
    }
    let length = words[..<count].reduce(-1) { $0 + $1.count + 1 }
    return text.count == length ? length : nil
  }
}

/// An id or a digest: 12 or 64 hex digits, or an algorithm, a colon and at least 12.
enum IDText {
  /// How many characters of the text an id takes.
  static func length(_ text: Substring) -> Int? {
    for algorithm in ["sha256:", "sha512:", "sha384:"] where text.hasPrefix(algorithm) {
      let hex = text.dropFirst(algorithm.count).prefix(while: isHex)
      return hex.count >= 12 && ends(text, algorithm.count + hex.count) ? algorithm.count + hex.count : nil
    }
    let hex = text.prefix(while: isHex)
    return (hex.count == 12 || hex.count == 64) && ends(text, hex.count) ? hex.count : nil
  }

  /// Whether the text is an id and nothing else.
  static func isID(_ text: String) -> Bool { length(text[...]) == text.count }

  private static func ends(_ text: Substring, _ length: Int) -> Bool {
    text.dropFirst(length).first.map { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "-" } ?? true
  }

  private static func isHex(_ character: Character) -> Bool {
    character.isASCII && (character.isNumber || ("a"..."f").contains(character))
  }
}
