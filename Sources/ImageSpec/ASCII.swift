extension UInt8 {
  /// `0`-`9`.
  @inlinable public var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
  /// `a`-`z`.
  @inlinable public var isLowerLetter: Bool { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") }
  /// `A`-`Z`.
  @inlinable public var isUpperLetter: Bool { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") }
  /// `A`-`Z`, `a`-`z`, `0`-`9`.
  @inlinable public var isAlphanumeric: Bool { isDigit || isLowerLetter || isUpperLetter }
  /// `0`-`9`, `a`-`f`.
  @inlinable public var isLowerHexDigit: Bool { isDigit || (self >= UInt8(ascii: "a") && self <= UInt8(ascii: "f")) }
}
