/// Text in Go's double quotes, as docker's `COMMAND` column shows it.
///
/// See [strconv.Quote](https://pkg.go.dev/strconv#Quote).
public enum GoQuoting {
  /// The text between double quotes with everything escaped that Go does not call printable.
  public static func quote(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{7}": result += "\\a"
      case "\u{8}": result += "\\b"
      case "\t": result += "\\t"
      case "\n": result += "\\n"
      case "\u{B}": result += "\\v"
      case "\u{C}": result += "\\f"
      case "\r": result += "\\r"
      case _ where isPrintable(scalar): result.unicodeScalars.append(scalar)
      default: result += hexadecimal(scalar)
      }
    }
    return result + "\""
  }

  /// `\x1b` for what fits 7 bits, else `\u202e` or `\U000e0001`: the bytes of a longer one are none of its own.
  public static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let (letter, width) =
      switch scalar.value {
      case ..<0x80: ("x", 2)
      case ..<0x1_0000: ("u", 4)
      default: ("U", 8)
      }
    let digits = String(scalar.value, radix: 16)
    return "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
  }

  /// Letters, marks, numbers, punctuation, symbols and the ASCII blank.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    case .spaceSeparator: scalar == " "
    default: true
    }
  }
}
