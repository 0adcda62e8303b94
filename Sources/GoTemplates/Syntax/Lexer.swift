/// Cuts a template into tokens; what can't be cut becomes one token that says why, and the last.
///
/// Follows Go's [text/template/parse](https://cs.opensource.google/go/go/+/refs/tags/go1.22.0:src/text/template/parse/lex.go),
/// so that the same templates are refused with the same words.
struct Lexer {
  private let input: [UInt8]
  private var position = 0
  private var start = 0
  private var line = 1
  private var depth = 0
  private(set) var tokens: [Token] = []

  /// The tokens of a text; the last one is an end or a failure.
  static func tokens(of text: String) -> [Token] {
    var lexer = Lexer(input: Array(text.utf8))
    lexer.run()
    return lexer.tokens
  }

  private init(input: [UInt8]) { self.input = input }

  // MARK: Text between actions

  private mutating func run() {
    while lexText(), lexAction() {}
  }

  /// Takes text up to the next action; false at the end.
  private mutating func lexText() -> Bool {
    while position < input.count, !starts(with: "{{") { position += 1 }
    guard position < input.count else {
      if position > start { emit(.text) }
      emit(.end)
      return false
    }
    let open = position
    let trims = trimsLeft(open + 2)
    if trims { while position > start, Self.isSpace(input[position - 1]) { position -= 1 } }
    if position > start { emit(.text) }
    position = open
    skip()
    let comment = open + 2 + (trims ? 2 : 0)
    if starts(with: "/*", at: comment) { return lexComment(from: comment) }
    position = open + 2
    emit(.leftDelimiter)
    if trims { position += 2 }
    skip()
    depth = 0
    return true
  }

  /// Skips a comment with its delimiters, and then takes the text behind it.
  private mutating func lexComment(from comment: Int) -> Bool {
    position = comment + 2
    while position < input.count, !starts(with: "*/") { position += 1 }
    guard position < input.count else { return fail("unclosed comment") }
    position += 2
    guard closesAction else { return fail("comment ends before closing delimiter") }
    close()
    return lexText()
  }

  private func trimsLeft(_ place: Int) -> Bool {
    place + 1 < input.count && input[place] == UInt8(ascii: "-") && Self.isSpace(input[place + 1])
  }

  private var trimsRight: Bool {
    position + 1 < input.count && Self.isSpace(input[position]) && input[position + 1] == UInt8(ascii: "-")
      && starts(with: "}}", at: position + 2)
  }

  private var closesAction: Bool { starts(with: "}}") || trimsRight }

  /// Goes past the right delimiter and the blanks that it trims, without a token.
  private mutating func close() {
    let trims = trimsRight
    position += trims ? 4 : 2
    if trims { while position < input.count, Self.isSpace(input[position]) { position += 1 } }
    skip()
  }

  // MARK: Actions

  /// Takes one action with its right delimiter; false where the text ends or can't be read.
  private mutating func lexAction() -> Bool {
    while true {
      if closesAction {
        guard depth == 0 else { return fail("unclosed left paren") }
        tokens.append(Token(kind: .rightDelimiter, position: position, line: line, text: "}}"))
        close()
        return true
      }
      guard let byte = peek else { return fail("unclosed action") }
      guard lexWord(byte) else { return false }
    }
  }

  private mutating func lexWord(_ byte: UInt8) -> Bool {
    switch byte {
    case _ where Self.isSpace(byte):
      while let next = peek, Self.isSpace(next), !trimsRight || position == start { position += 1 }
      emit(.space)
    case UInt8(ascii: "="): take(1, .assign)
    case UInt8(ascii: ":"):
      guard starts(with: ":=") else { return fail("expected :=") }
      take(2, .declare)
    case UInt8(ascii: "|"): take(1, .pipe)
    case UInt8(ascii: "\""): return lexQuoted(byte, .string, "unterminated quoted string")
    case UInt8(ascii: "'"): return lexQuoted(byte, .character, "unterminated character constant")
    case UInt8(ascii: "`"): return lexRaw()
    case UInt8(ascii: "$"): return lexName(.variable)
    case UInt8(ascii: ".") where !isDigit(at: position + 1): return lexName(.field)
    case UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return lexNumber()
    case UInt8(ascii: "("):
      depth += 1
      take(1, .leftParenthesis)
    case UInt8(ascii: ")"):
      depth -= 1
      guard depth >= 0 else { return fail("unexpected right paren") }
      take(1, .rightParenthesis)
    default: return lexOther()
    }
    return true
  }

  private mutating func lexOther() -> Bool {
    let scalar = scalar
    if Self.isNameCharacter(scalar) { return lexIdentifier() }
    guard (0x20..<0x7F).contains(scalar.value) else {
      return fail("unrecognized character in action: \(Self.shown(scalar))")
    }
    take(1, .other)
    return true
  }

  private mutating func takeName() { while position < input.count, Self.isNameCharacter(scalar) { step() } }

  private mutating func lexIdentifier() -> Bool {
    takeName()
    guard isAtTerminator else { return fail("bad character \(Self.shown(scalar))") }
    let word = String(decoding: input[start..<position], as: UTF8.self)
    switch word {
    case "nil": emit(.null)
    case "true", "false": emit(.bool)
    default: emit(Token.Keyword(rawValue: word).map { .keyword($0) } ?? .identifier)
    }
    return true
  }

  /// `.Field`, `.` alone, `$name` or `$` alone.
  private mutating func lexName(_ kind: Token.Kind) -> Bool {
    position += 1
    if kind == .field, isAtTerminator {
      emit(.dot)
      return true
    }
    takeName()
    guard isAtTerminator else { return fail("bad character \(Self.shown(scalar))") }
    emit(kind)
    return true
  }

  private mutating func lexQuoted(_ quote: UInt8, _ kind: Token.Kind, _ failure: String) -> Bool {
    position += 1
    while let byte = peek, byte != UInt8(ascii: "\n") {
      position += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == quote {
        emit(kind)
        return true
      }
    }
    return fail(failure)
  }

  private mutating func lexRaw() -> Bool {
    position += 1
    while let byte = peek {
      position += 1
      if byte == UInt8(ascii: "`") {
        emit(.rawString)
        return true
      }
    }
    return fail("unterminated raw quoted string")
  }

  private mutating func lexNumber() -> Bool {
    accept("+-")
    var digits = "0123456789_"
    if accept("0") {
      // A leading zero is no octal here: 0.5 and 0 are read the same way.
      if accept("xX") { digits += "abcdefABCDEF" } else if accept("oObB") { digits = "01234567_" }
    }
    while accept(digits) {}
    if accept(".") { while accept(digits) {} }
    if digits.count == 11, accept("eE") {
      accept("+-")
      while accept(digits) {}
    }
    if position < input.count, Self.isNameCharacter(scalar) { step() }
    let text = String(decoding: input[start..<position], as: UTF8.self)
    guard Constant.number(text) != nil else { return fail("bad number syntax: \(GoQuoting.quote(text))") }
    emit(.number)
    return true
  }

  /// Takes the next byte where it is one of these.
  @discardableResult private mutating func accept(_ bytes: String) -> Bool {
    guard let byte = peek, bytes.utf8.contains(byte) else { return false }
    position += 1
    return true
  }

  // MARK: Characters

  private var peek: UInt8? { position < input.count ? input[position] : nil }

  private func starts(with text: StaticString, at place: Int? = nil) -> Bool {
    let place = place ?? position
    guard place + text.utf8CodeUnitCount <= input.count else { return false }
    return (0..<text.utf8CodeUnitCount).allSatisfy { input[place + $0] == text.utf8Start[$0] }
  }

  private func isDigit(at place: Int) -> Bool { place < input.count && (0x30...0x39).contains(input[place]) }

  /// The character at the position; the text was a string, so it is well-formed.
  private var scalar: Unicode.Scalar {
    guard position < input.count else { return "\u{0}" }
    return String(decoding: input[position..<min(input.count, position + 4)], as: UTF8.self).unicodeScalars.first
      ?? "\u{0}"
  }

  private mutating func step() { position = min(input.count, position + UTF8.width(scalar)) }

  private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0D, 0x0A].contains(byte) }

  private static func isNameCharacter(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
  }

  private var isAtTerminator: Bool {
    guard let byte = peek else { return true }
    return Self.isSpace(byte) || ".,|:)(".utf8.contains(byte) || starts(with: "}}")
  }

  private static func shown(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + " '\(scalar)'"
  }

  // MARK: Tokens

  private mutating func take(_ count: Int, _ kind: Token.Kind) {
    position += count
    emit(kind)
  }

  private mutating func emit(_ kind: Token.Kind) {
    tokens.append(
      Token(
        kind: kind, position: start, line: line, text: String(decoding: input[start..<position], as: UTF8.self)))
    skip()
  }

  private mutating func skip() {
    position = min(position, input.count)
    if position > start { line += input[start..<position].count { $0 == UInt8(ascii: "\n") } }
    start = position
  }

  private mutating func fail(_ message: String) -> Bool {
    tokens.append(Token(kind: .failure, position: start, line: line, text: message))
    return false
  }
}

extension UTF8 {
  fileprivate static func width(_ scalar: Unicode.Scalar) -> Int { UTF8.encode(scalar)?.count ?? 1 }
}
