import Glibc

/// Floating-point numbers as Go writes them: the shortest digits that read back the same.
///
/// See [FormatFloat](https://pkg.go.dev/strconv#FormatFloat).
enum GoFloat {
  /// As `%v` prints it: with an exponent below 1e-4 and from a million on, `1e+06`.
  static func text(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf" }
    let (digits, point) = shortest(value)
    let exponent = point - 1
    return exponent < -4 || exponent >= 6 ? scientific(value, digits, exponent) : plain(value, digits, point)
  }

  /// As JSON has it: with an exponent below 1e-6 and from 1e21 on. What is no number becomes `null`.
  static func jsonText(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    let (digits, point) = shortest(value)
    guard value != 0, abs(value) < 1e-6 || abs(value) >= 1e21 else { return plain(value, digits, point) }
    // Go's encoder cleans e-09 up to e-9.
    return scientific(value, digits, point - 1, padsExponent: value >= 1)
  }

  /// A number by one of C's verbs, which round as Go's do: `f`, `e`, `g` with a precision.
  static func text(_ value: Double, verb: Character, precision: Int?) -> String {
    guard value.isFinite else { return text(value) }
    let format = "%.*\(verb)"
    return withVaList([CInt(clamping: precision ?? 6), value]) { arguments in
      let size = 512
      let characters = [CChar](unsafeUninitializedCapacity: size) { buffer, count in
        count = min(size - 1, max(0, Int(vsnprintf(buffer.baseAddress, size, format, arguments))))
      }
      return String(decoding: characters.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  /// The shortest decimal digits, and where the point stands among them.
  private static func shortest(_ value: Double) -> (digits: [Character], point: Int) {
    let parts = "\(abs(value))".split(separator: "e", maxSplits: 1)
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let halves = parts[0].split(separator: ".", maxSplits: 1)
    var digits = Array(halves[0]) + Array(halves.count > 1 ? halves[1] : "")
    var point = halves[0].count + exponent
    while digits.count > 1, digits.first == "0" {
      digits.removeFirst()
      point -= 1
    }
    while digits.count > 1, digits.last == "0" { digits.removeLast() }
    return digits == ["0"] ? (["0"], 1) : (digits, point)
  }

  private static func plain(_ value: Double, _ digits: [Character], _ point: Int) -> String {
    let sign = value.sign == .minus ? "-" : ""
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + String(digits) }
    if point >= digits.count { return sign + String(digits) + String(repeating: "0", count: point - digits.count) }
    return sign + String(digits[..<point]) + "." + String(digits[point...])
  }

  private static func scientific(_ value: Double, _ digits: [Character], _ exponent: Int, padsExponent: Bool = true)
    -> String
  {
    let fraction = digits.count > 1 ? "." + String(digits[1...]) : ""
    let magnitude = String(abs(exponent))
    return (value.sign == .minus ? "-" : "") + String(digits[0]) + fraction + (exponent < 0 ? "e-" : "e+")
      + (padsExponent && magnitude.count < 2 ? "0" : "") + magnitude
  }
}
