/// A size as docker writes it: `7.76GB` today (3 or 4 significant digits), `7.764 GB` in the 1.12 generation.
public struct SizeText: Hashable, Sendable {
  /// The text.
  public let text: String
  /// The bytes that the text can stand for, given how many digits it shows.
  public let bytes: ClosedRange<Double>
  /// Whether a blank stands before the unit, as up to docker 1.12.
  public let hasBlank: Bool

  /// Reads a text that is nothing but a size.
  public init?(_ text: String) {
    guard let length = Self.length(text[...]), length == text.count else { return nil }
    let number = text.prefix { $0.isASCII && ($0.isNumber || ".e+".contains($0)) }
    let unit = text.dropFirst(number.count).drop { $0 == " " }
    guard let value = Double(number), let factor = Self.factor(unit) else { return nil }
    self.text = text
    hasBlank = text.contains(" ")
    let digits = number.prefix { $0 != "e" }
    let decimals = digits.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
    // Trailing zeros are dropped, so that `10kB` has three digits as well.
    var shown = Self.power(decimals)
    var step = value
    var zeros = 0
    while step >= 1 {
      step /= 10
      zeros += 1
    }
    shown = max(shown, Self.power(max(0, (hasBlank ? 4 : 3) - max(1, zeros))))
    if number.contains("e") { shown = 0.01 }
    let half = factor == 1 ? 0 : 0.5 / shown
    bytes = max(0, value - half) * factor...(value + half) * factor
  }

  /// Whether both can be the same number of bytes.
  public func isSame(as other: SizeText) -> Bool {
    let common = min(bytes.upperBound, other.bytes.upperBound) - max(bytes.lowerBound, other.bytes.lowerBound)
    // The bounds are decimal fractions: neighbours that only touch are different, whole bytes have no width.
    let breadth = bytes.upperBound * 1e-9
    let isExact = bytes.lowerBound == bytes.upperBound || other.bytes.lowerBound == other.bytes.upperBound
    return isExact ? common >= -breadth : common > breadth
  }

  /// How many characters of the text a size takes.
  static func length(_ text: Substring) -> Int? {
    var rest = text.drop { $0.isASCII && $0.isNumber }
    guard rest.startIndex != text.startIndex else { return nil }
    if rest.first == ".", rest.dropFirst().first?.isNumber == true {
      rest = rest.dropFirst().drop { $0.isASCII && $0.isNumber }
    }
    if rest.hasPrefix("e+") { rest = rest.dropFirst(2).drop { $0.isASCII && $0.isNumber } }
    if rest.first == " " { rest = rest.dropFirst() }
    let unit = rest.prefix { $0.isASCII && $0.isLetter }
    guard factor(unit) != nil else { return nil }
    return text.count - rest.count + unit.count
  }

  private static func factor(_ unit: Substring) -> Double? {
    if unit == "B" { return 1 }
    let letters = ["K", "M", "G", "T", "P", "E", "Z", "Y"]
    guard let first = unit.first, unit.last == "B", let place = letters.firstIndex(of: String(first).uppercased())
    else { return nil }
    let base: Double = unit.count == 3 && unit.dropFirst().first == "i" ? 1024 : 1000
    guard base == 1024 || unit.count == 2 else { return nil }
    return (0...place).reduce(1) { product, _ in product * base }
  }

  private static func power(_ exponent: Int) -> Double {
    (0..<min(exponent, 18)).reduce(1) { product, _ in product * 10 }
  }
}
