import ImageSpec

/// What a store says of content that is not there or not what it should be.
public enum ContentError: Error, Hashable, CustomStringConvertible {
  /// The store has no such content.
  case notFound(Digest)
  /// The store knows no such name.
  case unknownReference(ImageReference)
  /// There are more or fewer bytes than the descriptor says; one byte more where nobody looked further.
  case sizeMismatch(Digest, expected: Int64, found: Int64)
  /// The bytes have another digest than the descriptor's.
  case digestMismatch(expected: Digest, found: Digest)
  /// A document would be larger than ``Document/maximumSize``.
  case documentTooLarge(Digest, size: Int64)
  /// The media type is no manifest or index.
  case notADocument(MediaType)

  /// Whether it says that bytes are not what the descriptor says: another attempt may get the right ones.
  public var isAboutBytes: Bool {
    switch self {
    case .sizeMismatch, .digestMismatch: true
    default: false
    }
  }

  /// The facts, for logs.
  public var description: String {
    switch self {
    case .notFound(let digest): "no content \(digest)"
    case .unknownReference(let reference): "no reference \(reference)"
    case .sizeMismatch(let digest, let expected, let found): "\(digest) has \(found) bytes, expected \(expected)"
    case .digestMismatch(let expected, let found): "content has digest \(found), expected \(expected)"
    case .documentTooLarge(let digest, let size): "document \(digest) has \(size) bytes, more than allowed"
    case .notADocument(let type): "\(type) is no manifest or index"
    }
  }
}
