/// File names as text that loses nothing: archives and Linux name files by bytes, which need not be UTF-8.
///
/// A byte that belongs to no valid UTF-8 becomes one scalar of a private range, and comes back as that byte; scalars of
/// that range that stood in the name are taken for such bytes themselves, so that every name has one text and every
/// text one name.
public enum ForeignName {
  /// Where the private scalars begin: byte 0x80 is U+10F080.
  private static let base: UInt32 = 0x10F000

  /// The text of a name.
  public static func text(_ bytes: some Collection<UInt8>) -> String {
    if let valid = String(validating: bytes, as: UTF8.self), !holdsForeign(valid) { return valid }
    var text = String.UnicodeScalarView()
    var rest = Array(bytes)[...]
    while let first = rest.first {
      let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      if let scalar = String(validating: rest.prefix(length), as: UTF8.self)?.unicodeScalars.first, byte(scalar) == nil
      {
        text.append(scalar)
        rest = rest.dropFirst(length)
      } else {
        if let scalar = Unicode.Scalar(base + UInt32(first)) { text.append(scalar) }
        rest = rest.dropFirst()
      }
    }
    return String(text)
  }

  /// The name that a text stands for.
  public static func bytes(_ text: String) -> [UInt8] {
    guard holdsForeign(text) else { return Array(text.utf8) }
    return text.unicodeScalars.flatMap { scalar in byte(scalar).map { [$0] } ?? Array(String(scalar).utf8) }
  }

  /// The byte that a private scalar stands for; nil for every other scalar.
  public static func byte(_ scalar: Unicode.Scalar) -> UInt8? {
    (base + 0x80...base + 0xFF).contains(scalar.value) ? UInt8(scalar.value - base) : nil
  }

  /// Whether a text stands for a name that is no UTF-8.
  public static func holdsForeign(_ text: String) -> Bool {
    // All of the range begins so in UTF-8.
    text.utf8.contains(0xF4) && text.unicodeScalars.contains { byte($0) != nil }
  }
}

extension String {
  /// The bytes of a file's name for a system call, a zero byte at their end.
  public var systemName: [CChar] { ForeignName.bytes(self).map { CChar(bitPattern: $0) } + [0] }
}
