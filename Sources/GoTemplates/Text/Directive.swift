/// One `%` of a format: its flags, width and precision.
struct Directive {
  var isLeftAligned = false
  var width: Int?
  var precision: Int?
  private var showsPlus = false
  private var isAlternate = false
  private var showsBlank = false
  private var isZeroPadded = false

  /// Notes a flag; false for what is none.
  mutating func take(flag: Unicode.Scalar) -> Bool {
    switch flag {
    case "-": isLeftAligned = true
    case "+": showsPlus = true
    case "#": isAlternate = true
    case " ": showsBlank = true
    case "0": isZeroPadded = true
    default: return false
    }
    return true
  }

  /// The value as a verb shows it, or `%!d(string=hi)` where the verb is not for it.
  func text(_ value: Value, verb: Unicode.Scalar) -> String {
    switch (verb, value) {
    case ("v", .float(let number)) where precision != nil || showsPlus: return padded(signed(number, "g"))
    case ("v", .integer(let number)): return padded(digits(number, radix: 10), isNumber: true)
    case ("v", _): return padded(isAlternate ? quoted(value) : value.printed)
    case ("T", _): return padded(value.typeName)
    case ("s", .null), ("d", .null), ("q", .null): return "%!\(verb)(<nil>)"
    case (_, .list(let elements)):
      return "[" + (elements ?? []).map { text($0, verb: verb) }.joined(separator: " ") + "]"
    case (_, .map(let entries)):
      let shown = Value.sorted(entries ?? [:]).map {
        "\(text(.string($0.key), verb: verb)):\(text($0.value, verb: verb))"
      }
      return "map[" + shown.joined(separator: " ") + "]"
    case ("s", .string(let text)): return padded(cut(text))
    case ("q", .string(let text)):
      let kept = cut(text)
      return padded(isAlternate && Self.fitsBackquotes(kept) ? "`\(kept)`" : GoQuoting.quote(kept))
    case ("x", .string(let text)), ("X", .string(let text)): return padded(hexadecimal(Array(text.utf8), verb))
    case ("t", .bool(let value)): return padded(String(value))
    case ("d", .integer(let number)): return padded(digits(number, radix: 10), isNumber: true)
    case ("x", .integer(let number)), ("X", .integer(let number)):
      let text = digits(number, radix: 16, prefix: isAlternate ? "0x" : "")
      return padded(verb == "X" ? text.uppercased() : text, isNumber: true)
    case ("o", .integer(let number)):
      return padded(digits(number, radix: 8, prefix: isAlternate ? "0" : ""), isNumber: true)
    case ("b", .integer(let number)): return padded(digits(number, radix: 2), isNumber: true)
    case ("c", .integer(let number)), ("q", .integer(let number)):
      let character = UInt32(exactly: number).flatMap(Unicode.Scalar.init).map { String($0) } ?? "\u{FFFD}"
      return padded(verb == "c" ? character : "'\(character)'")
    case ("U", .integer(let number)):
      let text = String(number, radix: 16, uppercase: true)
      return padded("U+" + String(repeating: "0", count: max(0, 4 - text.count)) + text)
    case ("f", .float(let number)), ("F", .float(let number)): return padded(signed(number, "f"), isNumber: true)
    case ("e", .float(let number)), ("g", .float(let number)):
      return padded(signed(number, Character(verb)), isNumber: true)
    default:
      return "%!\(verb)(\(value.typeName)=\(value.printed))"
    }
  }

  private static func fitsBackquotes(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy {
      $0 != "`" && $0 != "\u{FEFF}" && ($0.value >= 0x20 || $0 == "\t") && $0.value != 0x7F
    }
  }

  private func quoted(_ value: Value) -> String {
    if case .string(let text) = value { GoQuoting.quote(text) } else { value.printed }
  }

  private func cut(_ text: String) -> String {
    guard let precision else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(precision)))
  }

  private func hexadecimal(_ bytes: [UInt8], _ verb: Unicode.Scalar) -> String {
    let kept = precision.map { Array(bytes.prefix($0)) } ?? bytes
    let pairs = kept.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: verb == "X") }
    return pairs.joined(separator: showsBlank ? " " : "")
  }

  private func digits(_ number: Int64, radix: Int, prefix: String = "") -> String {
    let digits = String(number.magnitude, radix: radix)
    let zeros = String(repeating: "0", count: max(0, (precision ?? 0) - digits.count))
    return sign(number < 0) + prefix + zeros + digits
  }

  private func signed(_ number: Double, _ verb: Character) -> String {
    if verb == "g", precision == nil { return sign(number < 0) + GoFloat.text(abs(number)) }
    return sign(number < 0) + GoFloat.text(abs(number), verb: verb, precision: precision)
  }

  private func sign(_ isNegative: Bool) -> String { isNegative ? "-" : showsPlus ? "+" : showsBlank ? " " : "" }

  private func padded(_ text: String, isNumber: Bool = false) -> String {
    let missing = (width ?? 0) - text.unicodeScalars.count
    guard missing > 0 else { return text }
    if isLeftAligned { return text + String(repeating: " ", count: missing) }
    guard isZeroPadded, !(isNumber && precision != nil && !text.contains(".")) else {
      return String(repeating: " ", count: missing) + text
    }
    // Zeros stand behind the sign.
    let hasSign = isNumber && text.unicodeScalars.first.map { "+- ".unicodeScalars.contains($0) } == true
    let sign = text.unicodeScalars.prefix(hasSign ? 1 : 0)
    return String(sign) + String(repeating: "0", count: missing) + String(text.unicodeScalars.dropFirst(sign.count))
  }
}
