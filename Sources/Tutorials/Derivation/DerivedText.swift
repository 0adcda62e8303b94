/// The words that derived fixtures are made of.
enum DerivedText {
  /// A file that is there so that its folder is.
  static let fileName = "derived.txt"

  /// The password of an account that a page's login shows; the page hides it.
  static func password(of user: String) -> String { "password of \(user)" }

  /// A text as a scalar of YAML: plain where nothing in it could mean something else, else between double quotes.
  static func scalar(_ text: String) -> String {
    let isPlain =
      text.utf8.first.map { isAlphanumeric($0) } == true
      && text.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x2F || $0 == 0x5F }
    if isPlain { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case "\u{20}"..."\u{7E}", "\u{A0}"..."\u{2027}", "\u{202A}"..."\u{D7FF}", "\u{E000}"..."\u{FDFF}",
        "\u{10000}"...:
        quoted.unicodeScalars.append(scalar)
      default:
        let hex = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      }
    }
    return quoted + "\""
  }

  /// A flow mapping of scalars.
  static func mapping(_ entries: [(key: String, value: String)]) -> String {
    "{" + entries.map { "\(scalar($0.key)): \($0.value)" }.joined(separator: ", ") + "}"
  }

  /// A flow list of scalars.
  static func list(_ elements: [String]) -> String { "[" + elements.map(scalar).joined(separator: ", ") + "]" }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
