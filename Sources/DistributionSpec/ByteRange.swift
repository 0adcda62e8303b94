import ImageSpec

/// A `Range` header that asks for one range of bytes.
///
/// See [RFC 9110, section 14](https://www.rfc-editor.org/rfc/rfc9110#section-14).
public enum ByteRange: Hashable, Sendable {
  /// `bytes=a-b`, both inclusive; none where b is before a, which a server may refuse.
  case bounded(Int64, Int64)
  /// `bytes=a-`.
  case from(Int64)
  /// `bytes=-n`: the last n bytes.
  case last(Int64)

  /// Reads a header's value; nil where it is no single range of bytes, and so to be ignored.
  public init?(parsing header: String) {
    let text = header.filter { $0 != " " }
    guard text.lowercased().hasPrefix("bytes=") else { return nil }
    let parts = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy(\.isDigit) }) else { return nil }
    switch (Int64(parts[0]), Int64(parts[1])) {
    case (let first?, let last?): self = .bounded(first, last)
    case (let first?, nil) where parts[1].isEmpty: self = .from(first)
    case (nil, let count?) where parts[0].isEmpty: self = .last(count)
    default: return nil
    }
  }

  /// The bytes meant in content of a length, clipped to it; nil where none of them exist: 416.
  public func resolved(length: Int64) -> Range<Int64>? {
    switch self {
    case .bounded(let first, let last): first < length && first <= last ? first..<(min(last, length - 1) + 1) : nil
    case .from(let first): first < length ? first..<length : nil
    case .last(let count): count > 0 && length > 0 ? max(0, length - count)..<length : nil
    }
  }
}

/// A `Content-Range` header: of an answer (`bytes a-b/n`), or of a chunk that is uploaded (`a-b`).
public struct ContentRange: Hashable, Sendable {
  /// The bytes, the upper bound exclusive.
  public let bytes: Range<Int64>
  /// The length of the whole content, where it is told.
  public let length: Int64?

  /// Composes a range.
  public init(_ bytes: Range<Int64>, length: Int64? = nil) {
    self.bytes = bytes
    self.length = length
  }

  /// Reads the range of an uploaded chunk, `a-b` and nothing else; nil where it has another form.
  ///
  /// See [Pushing a blob in chunks](https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pushing-a-blob-in-chunks).
  public init?(chunk header: String) {
    guard header.utf8.first?.isDigit == true, !header.utf8.contains(UInt8(ascii: "/")) else { return nil }
    self.init(parsing: header)
  }

  /// Reads `[bytes ]a-b[/n]`; nil where it has another form.
  public init?(parsing header: String) {
    var text = header[...]
    if text.lowercased().hasPrefix("bytes ") { text = text.dropFirst(6) }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count) else { return nil }
    let bounds = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard bounds.count == 2, bounds.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }),
      let first = Int64(bounds[0]), let last = Int64(bounds[1]), first <= last, last < .max
    else { return nil }
    bytes = first..<(last + 1)
    length = parts.count == 2 ? Int64(parts[1]) : nil
  }

  /// The value for an answer's `Content-Range`.
  public var answerHeader: String { "bytes \(uploadHeader)/\(length.map(String.init) ?? "*")" }

  /// The value for an uploaded chunk's `Content-Range`.
  public var uploadHeader: String { "\(bytes.lowerBound)-\(bytes.upperBound - 1)" }
}
