import Presentation

/// Text as XML takes it, in elements and in attributes.
///
/// Foreign text has its control characters made visible first; what XML 1.0 forbids even then is made visible, too.
/// See [XML 1.0, 2.2](https://www.w3.org/TR/xml/#charsets) and [2.4](https://www.w3.org/TR/xml/#syntax).
enum XMLText {
  /// One line for an attribute in double quotes.
  static func attribute(_ text: String) -> String { escape(Escaping.line(text)) }

  /// Lines for the content of an element.
  static func content(_ text: String) -> String { escape(Escaping.lines(text)) }

  private static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&apos;"
      case "\u{FFFE}", "\u{FFFF}": result += "\\u" + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
