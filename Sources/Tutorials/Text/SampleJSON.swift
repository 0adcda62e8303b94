/// A JSON document as a page shows it, with the line of each value: what is left out may be told by `...`, and what
/// stands behind `//` is the page's own remark.
///
/// Reads [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259) and, besides, trailing commas and the elisions that
/// documentation uses. Not a value of the store: those are read by `JSON`.
struct SampleJSON: Equatable {
  indirect enum Content: Equatable {
    /// Members in order; `isOpen` where some are left out.
    case object([(key: String, value: SampleJSON)], isOpen: Bool)
    case array([SampleJSON], isOpen: Bool)
    case string(String)
    /// A number, `true`, `false` or `null`, as written.
    case literal(String)

    static func == (first: Content, second: Content) -> Bool {
      switch (first, second) {
      case (.object(let first, let isOpen), .object(let second, let isOpenToo)):
        isOpen == isOpenToo && first.elementsEqual(second) { $0.key == $1.key && $0.value == $1.value }
      case (.array(let first, let isOpen), .array(let second, let isOpenToo)): isOpen == isOpenToo && first == second
      case (.string(let first), .string(let second)), (.literal(let first), .literal(let second)): first == second
      default: false
      }
    }
  }

  /// The line on the page.
  let line: Int
  let content: Content

  /// The values that a sample consists of, one behind the other; nil for a sample that is no JSON.
  static func values(in lines: [Sample.Line]) -> [SampleJSON]? {
    guard let first = lines.first(where: { !$0.text.isBlank })?.text.trimmed.first, first == "[" || first == "{" else {
      return nil
    }
    var reader = SampleJSONReader(lines)
    var values: [SampleJSON] = []
    while let value = reader.value(depth: 0) { values.append(value) }
    return reader.isAtEnd && !values.isEmpty ? values : nil
  }
}

/// Reads JSON with elisions, by one look at each character.
private struct SampleJSONReader {
  private var characters: [UInt8] = []
  private var lineOf: [Int] = []
  private var position = 0
  /// More than any document of a registry has.
  private static let maximumDepth = 64

  init(_ lines: [Sample.Line]) {
    for line in lines {
      characters += Array(line.text.utf8) + [UInt8(ascii: "\n")]
      lineOf += [Int](repeating: line.number, count: line.text.utf8.count + 1)
    }
  }

  /// Whether nothing but blanks and elisions is left.
  var isAtEnd: Bool {
    mutating get {
      _ = skip()
      return position == characters.count
    }
  }

  private var next: UInt8? { position < characters.count ? characters[position] : nil }

  /// Skips blanks, remarks and elisions, and says whether there was an elision.
  private mutating func skip() -> Bool {
    var isElided = false
    while let sign = next {
      switch sign {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      case UInt8(ascii: ".") where starts("..."):
        isElided = true
        position += 3
      case 0xE2 where starts("…"):
        isElided = true
        position += 3
      case UInt8(ascii: "/") where starts("//"):
        let remark = characters[position...].prefix { $0 != 0x0A }
        if String(decoding: remark, as: UTF8.self).contains("...") { isElided = true }
        position += remark.count
      default: return isElided
      }
    }
    return isElided
  }

  private func starts(_ text: String) -> Bool { characters[position...].starts(with: text.utf8) }

  mutating func value(depth: Int) -> SampleJSON? {
    _ = skip()
    guard depth < Self.maximumDepth, let sign = next else { return nil }
    let line = lineOf[position]
    switch sign {
    case UInt8(ascii: "{"): return object(line, depth)
    case UInt8(ascii: "["): return array(line, depth)
    case UInt8(ascii: "\""): return string().map { SampleJSON(line: line, content: .string($0)) }
    default:
      let start = position
      while let sign = next,
        sign >= 0x80 || "+-.".utf8.contains(sign) || Character(Unicode.Scalar(sign)).isLetter
          || Character(Unicode.Scalar(sign)).isNumber
      { position += 1 }
      let text = String(decoding: characters[start..<position], as: UTF8.self)
      guard ["true", "false", "null"].contains(text) || Double(text) != nil else { return nil }
      return SampleJSON(line: line, content: .literal(text))
    }
  }

  private mutating func object(_ line: Int, _ depth: Int) -> SampleJSON? {
    position += 1
    var members: [(key: String, value: SampleJSON)] = []
    var isOpen = false
    while true {
      if skip() { isOpen = true }
      if take("}") { return SampleJSON(line: line, content: .object(members, isOpen: isOpen)) }
      guard let key = string() else { return nil }
      _ = skip()
      guard take(":"), let value = value(depth: depth + 1) else { return nil }
      members.append((key, value))
      if skip() { isOpen = true }
      if !take(","), next != UInt8(ascii: "}") { if !isOpen { return nil } }
    }
  }

  private mutating func array(_ line: Int, _ depth: Int) -> SampleJSON? {
    position += 1
    var elements: [SampleJSON] = []
    var isOpen = false
    while true {
      if skip() { isOpen = true }
      if take("]") { return SampleJSON(line: line, content: .array(elements, isOpen: isOpen)) }
      if isOpen, take(",") { continue }
      guard let value = value(depth: depth + 1) else { return nil }
      elements.append(value)
      if skip() { isOpen = true }
      if !take(","), next != UInt8(ascii: "]") { if !isOpen { return nil } }
    }
  }

  private mutating func take(_ sign: Character) -> Bool {
    guard next == sign.asciiValue else { return false }
    position += 1
    return true
  }

  /// A string with its escapes read, or nothing where none begins or it does not end on its line.
  private mutating func string() -> String? {
    guard take("\"") else { return nil }
    var bytes: [UInt8] = []
    while let sign = next, sign != 0x0A {
      position += 1
      switch sign {
      case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let escaped = escape() else { return nil }
        bytes += escaped.utf8
      default: bytes.append(sign)
      }
    }
    return nil
  }

  private mutating func escape() -> String? {
    guard let sign = next else { return nil }
    position += 1
    switch sign {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "u"):
      let digits = characters[position...].prefix(4)
      guard digits.count == 4, let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) else { return nil }
      position += 4
      return Unicode.Scalar(code).map { String(Character($0)) } ?? "\u{FFFD}"
    default: return String(Character(Unicode.Scalar(sign)))
    }
  }
}
