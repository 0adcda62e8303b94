/// Reads tokens, quoted strings and parameters out of a header's value. Never reads past its end.
struct HeaderScanner {
  private let text: [Character]
  private var position = 0

  init(_ text: String) { self.text = Array(text) }

  var isAtEnd: Bool { position >= text.count }

  mutating func skip(_ predicate: (Character) -> Bool) {
    while position < text.count, predicate(text[position]) { position += 1 }
  }

  /// Takes one character where it is the next.
  mutating func take(_ character: Character) -> Bool {
    guard position < text.count, text[position] == character else { return false }
    position += 1
    return true
  }

  /// The next token of RFC 9110, nil where there is none.
  mutating func token() -> String? {
    let start = position
    skip { $0.isASCII && !$0.isWhitespace && !"\"(),/:;<=>?@[\\]{}".contains($0) }
    return position > start ? String(text[start..<position]) : nil
  }

  /// What stands before the next of some characters.
  mutating func text(before stops: String) -> String {
    let start = position
    skip { !stops.contains($0) }
    return String(text[start..<position])
  }

  /// A quoted string without its quotes and escapes, nil where none begins or it never ends.
  mutating func quotedString() -> String? {
    let start = position
    guard take("\"") else { return nil }
    var value = ""
    while position < text.count {
      let character = text[position]
      position += 1
      if character == "\"" { return value }
      if character == "\\", position < text.count {
        value.append(text[position])
        position += 1
      } else {
        value.append(character)
      }
    }
    position = start
    return nil
  }

  /// The next `name=value` of a list; nil, and nothing read, where a new element begins.
  mutating func parameter() -> (name: String, value: String)? {
    let start = position
    skip { $0 == " " || $0 == "," || $0 == "\t" }
    guard let name = token() else { return rewind(start) }
    skip { $0 == " " }
    guard take("=") else { return rewind(start) }
    skip { $0 == " " }
    guard let value = quotedString() ?? token() else { return rewind(start) }
    return (name, value)
  }

  private mutating func rewind(_ start: Int) -> (String, String)? {
    position = start
    return nil
  }
}
