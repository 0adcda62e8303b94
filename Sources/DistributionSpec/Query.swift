import ImageSpec

/// The query of a URL: names and values in their order, decoded.
///
/// See [RFC 3986, section 3.4](https://www.rfc-editor.org/rfc/rfc3986#section-3.4); `+` reads as a blank, as forms write
/// it.
public struct Query: Hashable, Sendable {
  /// Names and values.
  public private(set) var items: [Item]

  /// One name and its value.
  public struct Item: Hashable, Sendable {
    /// The name, decoded.
    public let name: String
    /// The value, decoded.
    public let value: String
  }

  /// Composes a query.
  public init(_ items: [(String, String)] = []) { self.items = items.map { Item(name: $0.0, value: $0.1) } }

  /// Reads what stands behind a URL's `?`, or a form's body.
  public init(parsing text: some StringProtocol) {
    items = text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return Item(name: Self.decode(parts[0]), value: parts.count > 1 ? Self.decode(parts[1]) : "")
    }
  }

  /// The first value of a name.
  public subscript(name: String) -> String? { items.first { $0.name == name }?.value }

  /// All values of a name.
  public func values(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }

  /// Adds a name and its value.
  public mutating func append(_ name: String, _ value: String) { items.append(Item(name: name, value: value)) }

  /// The query's text, everything escaped that RFC 3986 does not leave unreserved.
  public var encoded: String {
    items.map { "\(Self.encode($0.name))=\(Self.encode($0.value))" }.joined(separator: "&")
  }

  /// Escapes what is not unreserved.
  public static func encode(_ text: some StringProtocol) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte.isAlphanumeric || "-._~".utf8.contains(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Resolves escapes; one that is malformed stays as it is.
  public static func decode(_ text: some StringProtocol, plusIsBlank: Bool = true) -> String {
    if !text.utf8.contains(where: { $0 == UInt8(ascii: "%") || plusIsBlank && $0 == UInt8(ascii: "+") }) {
      return String(text)
    }
    let source = Array(text.utf8)
    var bytes: [UInt8] = []
    var index = 0
    while index < source.count {
      let byte = source[index]
      if byte == UInt8(ascii: "%"), index + 2 < source.count,
        let value = UInt8(String(decoding: source[(index + 1)...(index + 2)], as: UTF8.self), radix: 16),
        source[index + 1] != UInt8(ascii: "+")
      {
        bytes.append(value)
        index += 3
      } else {
        bytes.append(plusIsBlank && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        index += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
