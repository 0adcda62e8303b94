/// The rule that a manifest, an index or a configuration breaks.
public enum DocumentError: Error, Hashable, CustomStringConvertible {
  /// It is no JSON text.
  case notJSON(JSONError)
  /// It has more bytes than the limit allows.
  case tooLarge(limit: Int)
  /// A member that the spec requires is absent.
  case missing(path: String)
  /// A member has another kind of value than the spec says.
  case wrongKind(path: String, expected: String, found: String)
  /// A member's value breaks its own grammar.
  case invalid(path: String, reason: String)
  /// `schemaVersion` is not 2.
  case schemaVersion(Int64)
  /// The bytes could be read as an index and as a manifest, which is how CVE-2021-41190 confuses a client.
  case ambiguous
  /// The body's `mediaType` is not what the descriptor or the `Content-Type` said.
  case mediaTypeMismatch(stated: MediaType, found: MediaType)
  /// The media type is none that this kind of document can have.
  case unsupported(MediaType)
  /// The digest could not be computed.
  case noDigest(Digester.Unavailable)

  /// The rule and the place, for logs.
  public var description: String {
    switch self {
    case .notJSON(let error): "not a JSON document: \(error)"
    case .tooLarge(let limit): "larger than \(limit) bytes"
    case .missing(let path): "\(path) is missing"
    case .wrongKind(let path, let expected, let found): "\(path) must be \(expected), found \(found)"
    case .invalid(let path, let reason): "\(path) is not valid: \(reason)"
    case .schemaVersion(let version): "schemaVersion must be 2, found \(version)"
    case .ambiguous: "can be read as an index and as a manifest"
    case .mediaTypeMismatch(let stated, let found): "announced as \(stated) but says that it is \(found)"
    case .unsupported(let type): "\(type) is not supported"
    case .noDigest(let error): "no digest: \(error)"
    }
  }
}
