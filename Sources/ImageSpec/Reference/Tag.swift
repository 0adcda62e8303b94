/// A tag: a name for a manifest within its repository that can move.
///
/// See [Pulling manifests](https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pulling-manifests).
public struct Tag: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The tag's text.
  public let description: String

  /// The most characters of a tag.
  public static let maximumLength = 128
  /// The tag of names that have none.
  public static let latest = Tag(unchecked: "latest")

  private init(unchecked text: String) { description = text }

  /// Parses a tag: a letter, digit or underscore, then also `.` and `-`, 128 characters at most.
  ///
  /// - Throws: ``ReferenceError/invalidTag(_:)``.
  public init(parsing text: some StringProtocol) throws(ReferenceError) {
    let bytes = text.utf8
    guard let first = bytes.first, bytes.count <= Self.maximumLength,
      first.isAlphanumeric || first == UInt8(ascii: "_"),
      bytes.allSatisfy({ $0.isAlphanumeric || "_.-".utf8.contains($0) })
    else { throw .invalidTag(String(text)) }
    description = String(text)
  }

  public static func < (left: Tag, right: Tag) -> Bool { left.description < right.description }
}
