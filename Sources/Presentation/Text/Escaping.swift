import GoTemplates
import ImageSpec

/// Makes text that came from elsewhere safe to show: the one place where that is decided.
///
/// Names, descriptions, commands, file names and registries' messages are data. Shown as they came they could move the
/// cursor, change colours, forge further lines or reverse the reading order
/// ([CWE-150](https://cwe.mitre.org/data/definitions/150.html),
/// [Trojan Source](https://www.unicode.org/reports/tr36/)). A backslash of the text itself stays one backslash, so that
/// Windows paths stay readable, and escaping twice changes nothing.
public enum Escaping {
  /// The text on one line: control, bidirectional, invisible and line-breaking characters become visible escapes,
  /// `\n`, `\r`, `\t`, `\x1b` or `\u202e`.
  public static func line(_ text: String) -> String { escape(text, keepingNewlines: false) }

  /// The same, but with its line feeds kept: for text that we composed of several lines.
  public static func lines(_ text: String) -> String { escape(text, keepingNewlines: true) }

  private static func escape(_ text: String, keepingNewlines: Bool) -> String {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar == "\n", keepingNewlines {
        result.unicodeScalars.append(scalar)
      } else if let byte = ForeignName.byte(scalar) {
        result += "\\x" + String(byte, radix: 16)
      } else if isHarmful(scalar) {
        result += visible(scalar)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: true  // C0, DEL and C1, among them the one-byte CSI
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true  // what sets the reading order
    case 0x2028, 0x2029: true  // line and paragraph separators
    case 0x200B, 0x2060...0x2065, 0x206A...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true  // invisible
    default: false
    }
  }

  private static func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default: return GoQuoting.hexadecimal(scalar)
    }
  }
}
