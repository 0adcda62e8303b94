/// The text of a stretch of HTML, without its tags and comments.
enum HTMLText {
  /// The lines that hold any text. Scripts and style sheets have none.
  static func lines(of html: String) -> [String] {
    var text: [UInt8] = []
    var rest = Array(html.utf8)[...]
    while let byte = rest.first {
      if byte != UInt8(ascii: "<") {
        text.append(byte)
        rest.removeFirst()
      } else if rest.starts(with: Array("<!--".utf8)) {
        rest = tail(of: rest.dropFirst(4), behind: "-->")
      } else {
        let name = rest.dropFirst().prefix { isLetter($0) }.map { $0 | 0x20 }
        if !name.isEmpty || rest.dropFirst().first.map({ [0x2F, 0x21, 0x3F].contains($0) }) == true {
          rest = tail(of: rest, behind: ">")
          for dropped in ["script", "style"] where name == Array(dropped.utf8) {
            rest = tail(of: tail(of: rest, behind: "</"), behind: ">")
          }
          if name == Array("br".utf8) { text.append(0x0A) }
        } else {
          text.append(byte)
          rest.removeFirst()
        }
      }
    }
    return text.split(separator: 0x0A)
      .map { unescaped(String(decoding: $0.filter { $0 != 0x0D }, as: UTF8.self)) }
      .filter { !$0.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
  }

  /// Whether a tag ends the line.
  static func isLineBreak(_ tag: String) -> Bool {
    tag.dropFirst().prefix { $0.isLetter }.lowercased() == "br"
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  /// What stands behind an ASCII text; nothing, where it is missing.
  private static func tail(of bytes: ArraySlice<UInt8>, behind end: StaticString) -> ArraySlice<UInt8> {
    let wanted = Array(end.description.utf8)
    var index = bytes.startIndex
    while let start = bytes[index...].firstIndex(of: wanted[0]) {
      if bytes[start...].starts(with: wanted) { return bytes[(start + wanted.count)...] }
      index = start + 1
    }
    return bytes[bytes.endIndex...]
  }

  /// The entities of [HTML's syntax](https://html.spec.whatwg.org/multipage/syntax.html#character-references) that
  /// anybody writes by hand.
  private static let entities: [(name: String, text: String)] = [
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", "\u{A0}"), ("&amp;", "&"),
  ]

  private static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var result = ""
    var rest = text[...]
    while let sign = rest.firstIndex(of: "&") {
      result += rest[..<sign]
      rest = rest[sign...]
      let entity = entities.first { rest.hasPrefix($0.name) }
      result += entity?.text ?? "&"
      rest = rest.dropFirst(entity?.name.count ?? 1)
    }
    return result + rest
  }
}
