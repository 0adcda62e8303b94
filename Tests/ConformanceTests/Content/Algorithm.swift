import ImageSpec

/// A digest algorithm that every registry has to know: the checks run with each.
enum Algorithm: String, CaseIterable, Sendable {
  case sha256
  case sha512

  /// The digest of bytes, as it stands in a path.
  func digest(_ bytes: [UInt8]) throws -> String {
    try "\(rawValue):\(Digest(of: bytes, algorithm: self == .sha256 ? .sha256 : .sha512).hex)"
  }

  /// The digest of bytes that nobody has.
  func unknown() throws -> String { try digest(.random(33)) }
}

extension [UInt8] {
  /// Bytes that nobody pushed before.
  static func random(_ count: Int = 96) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255) } }
}
