import Glibc

/// Numbers of bytes as docker writes and reads them: in steps of 1000, without a blank before the unit.
///
/// See [go-units](https://github.com/docker/go-units/blob/v0.5.0/size.go), whose habits are kept: no trailing zeros,
/// and an exponent where rounding reaches the next unit (`1e+03kB`).
public enum ByteSize {
  /// How many significant digits are shown.
  public enum Precision: Int, Sendable {
    /// Three, as the `SIZE` columns have.
    case three = 3
    /// Four, as everything else has.
    case four = 4
  }

  /// A size as text, `1.98MB`.
  ///
  /// - Parameters:
  ///   - bytes: the size.
  ///   - precision: the significant digits.
  ///   - separator: what stands before the unit; docker wrote a blank until 2016.
  /// - Returns: the number and its unit.
  public static func text(_ bytes: Int64, precision: Precision = .three, separator: String = "") -> String {
    var value = Double(bytes)
    var unit = 0
    while value >= 1000, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    return general(value, precision) + separator + units[unit]
  }

  private static let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"]

  /// C's `%.3g` or `%.4g`, which round as Go's do. The C locale's point holds: nobody sets `LC_NUMERIC`.
  private static func general(_ value: Double, _ precision: Precision) -> String {
    withVaList([CInt(precision.rawValue), value]) { arguments in
      let characters = [CChar](unsafeUninitializedCapacity: 32) { buffer, count in
        count = min(31, max(0, Int(vsnprintf(buffer.baseAddress, 32, "%.*g", arguments))))
      }
      return String(decoding: characters.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  /// What a unit's letter multiplies with.
  public enum Base: Int64, Sendable {
    /// Powers of 1000, for disk and network.
    case decimal = 1000
    /// Powers of 1024, for memory.
    case binary = 1024
  }

  /// Reads a size that people write: `512`, `1.5 GB`, `10m`, `1KiB`, in any case.
  ///
  /// As docker reads it, `KiB` counts like `kB`: the base decides, not the letter `i`.
  ///
  /// - Parameters:
  ///   - text: the size.
  ///   - base: what the unit's letter multiplies with.
  /// - Returns: whole bytes, a fraction cut off.
  /// - Throws: ``ByteSizeError`` for what is no size, is negative or has an unknown unit.
  public static func parse(_ text: String, base: Base = .decimal) throws(ByteSizeError) -> Int64 {
    let bytes = Array(text.utf8)
    let isNumber: (UInt8) -> Bool = { (0x30...0x39).contains($0) || $0 == 0x2E }
    guard let last = bytes.lastIndex(where: { isNumber($0) || $0 == 0x20 }) else { throw .notANumber(text) }
    let number = bytes[...last].prefix { $0 != 0x20 }
    guard bytes[...last].count - number.count <= 1, !number.isEmpty, number.allSatisfy(isNumber),
      let value = Double(String(decoding: number, as: UTF8.self))
    else { throw .notANumber(text) }
    let suffix = String(decoding: bytes[(last + 1)...], as: UTF8.self).lowercased()
    guard let factor = factor(suffix, base) else { throw .unknownUnit(text) }
    guard let size = Int64(exactly: (value * factor).rounded(.towardZero)) else { throw .tooLarge(text) }
    return size
  }

  private static func factor(_ suffix: String, _ base: Base) -> Double? {
    guard let letter = suffix.first, suffix != "b" else { return 1 }
    guard ["", "b", "ib"].contains(suffix.dropFirst()), let power = Array("kmgtp").firstIndex(of: letter) else {
      return nil
    }
    return (0...power).reduce(1.0) { factor, _ in factor * Double(base.rawValue) }
  }
}

/// Why a text is no size.
public enum ByteSizeError: Error, Hashable {
  /// There is no number, or a negative one.
  case notANumber(String)
  /// What follows the number is no unit.
  case unknownUnit(String)
  /// The size does not fit 63 bits.
  case tooLarge(String)
}
