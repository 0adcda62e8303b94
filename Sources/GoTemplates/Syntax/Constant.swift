/// Reads the constants of Go's source: numbers, characters and strings.
///
/// See [literals](https://go.dev/ref/spec#Integer_literals) and [strconv.Unquote](https://pkg.go.dev/strconv#Unquote).
enum Constant {
  /// A number: whole where it can be, `1`, `-0x1F`, `1_000`, `1.5`, `1e3`; nil for what is none.
  static func number(_ text: String) -> Value? {
    var digits = text.filter { $0 != "_" }[...]
    let isNegative = digits.first == "-"
    if let sign = digits.first, "+-".contains(sign) { digits = digits.dropFirst() }
    for (prefix, radix) in [("0x", 16), ("0b", 2), ("0o", 8)] where digits.lowercased().hasPrefix(prefix) {
      return Int64((isNegative ? "-" : "") + digits.dropFirst(2), radix: radix).map { .integer($0) }
    }
    let signed = (isNegative ? "-" : "") + digits
    if !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      // A leading zero means octal, as in C.
      return Int64(signed, radix: digits.count > 1 && digits.first == "0" ? 8 : 10).map { .integer($0) }
    }
    guard let first = digits.first, first.isASCII, first.isNumber || first == ".",
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || ".eE+-".utf8.contains($0) })
    else { return nil }
    return Double(signed).map { .float($0) }
  }

  /// A character between single quotes, as its number; nil where it is none or several.
  static func character(_ text: String) -> Value? {
    guard let inner = unescaped(text.unicodeScalars.dropFirst().dropLast(), quote: "'") else { return nil }
    let scalars = inner.unicodeScalars
    guard scalars.count == 1, let scalar = scalars.first else { return nil }
    return .integer(Int64(scalar.value))
  }

  /// The text between double quotes or backquotes; nil where an escape is none of Go's.
  static func string(_ text: String) -> String? {
    // Not by characters: a mark behind the quote would combine with it.
    let inner = text.unicodeScalars.dropFirst().dropLast()
    guard text.unicodeScalars.first == "`" else { return unescaped(inner, quote: "\"") }
    return String(String.UnicodeScalarView(inner.filter { $0 != "\r" }))
  }

  private static func unescaped(_ text: Substring.UnicodeScalarView, quote: Unicode.Scalar) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text)[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\" else {
        bytes += Array(String(scalar).utf8)
        continue
      }
      guard let letter = rest.popFirst() else { return nil }
      switch letter {
      case "a": bytes.append(7)
      case "b": bytes.append(8)
      case "t": bytes.append(9)
      case "n": bytes.append(10)
      case "v": bytes.append(11)
      case "f": bytes.append(12)
      case "r": bytes.append(13)
      case "\\", quote: bytes += Array(String(letter).utf8)
      case "x", "u", "U":
        let count = letter == "x" ? 2 : letter == "u" ? 4 : 8
        guard let value = number(&rest, count, radix: 16) else { return nil }
        if letter == "x" {
          bytes.append(UInt8(truncatingIfNeeded: value))
        } else {
          guard let named = Unicode.Scalar(value) else { return nil }
          bytes += Array(String(named).utf8)
        }
      case "0"..."7":
        rest = [letter] + rest
        guard let value = number(&rest, 3, radix: 8), value < 256 else { return nil }
        bytes.append(UInt8(value))
      default: return nil
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func number(_ rest: inout ArraySlice<Unicode.Scalar>, _ count: Int, radix: Int) -> UInt32? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy({ $0.properties.isASCIIHexDigit }) else { return nil }
    rest = rest.dropFirst(count)
    return UInt32(String(String.UnicodeScalarView(digits)), radix: radix)
  }
}
