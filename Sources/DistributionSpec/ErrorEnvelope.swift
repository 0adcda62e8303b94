import ImageSpec

/// The body of a registry's error answer.
///
/// See [Error codes](https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#error-codes).
public struct ErrorEnvelope: Hashable, Sendable {
  /// One error of an answer. Its texts are foreign: escape them before showing.
  public struct Entry: Hashable, Sendable {
    /// The error's code.
    public let code: ErrorCode
    /// What the registry says in words.
    public let message: String
    /// What it adds, as it came.
    public let detail: JSON?

    /// Composes an error; a code's usual message where none is given.
    public init(_ code: ErrorCode, message: String? = nil, detail: JSON? = nil) {
      self.code = code
      self.message = message ?? code.usualMessage
      self.detail = detail
    }
  }

  /// The errors, most often one.
  public let errors: [Entry]

  /// Composes an envelope.
  public init(_ errors: [Entry]) { self.errors = errors }

  /// Composes an envelope.
  public init(_ errors: Entry...) { self.init(errors) }

  /// Reads an error body; nil where it has no form that registries are known to send.
  ///
  /// Besides the standard's list, gateways send `{"message": …}`, `{"details": …}` and `{"error": …}`.
  public init?(parsing bytes: [UInt8]) {
    guard let object = (try? JSON(parsing: bytes))?.object else { return nil }
    if let list = object["errors"]?.array {
      errors = list.compactMap { entry in
        guard let members = entry.object else { return nil }
        let code = ErrorCode(rawValue: members["code"]?.string ?? "") ?? .unknown
        return Entry(code, message: members["message"]?.string, detail: members["detail"])
      }
      if errors.isEmpty { return nil }
      return
    }
    guard let message = ["message", "details", "error"].lazy.compactMap({ object[$0]?.string }).first else {
      return nil
    }
    errors = [Entry(.unknown, message: message)]
  }

  /// The envelope's bytes.
  public func encoded() -> [UInt8] {
    let list = errors.map { entry -> JSON in
      var object = JSONObject()
      object["code"] = .string(entry.code.rawValue)
      object["message"] = .string(entry.message)
      if let detail = entry.detail { object["detail"] = detail }
      return .object(object)
    }
    let body: JSON = ["errors": .array(list)]
    return body.encoded() + [UInt8(ascii: "\n")]
  }
}

/// The codes of the standard, and those that registries send besides.
public enum ErrorCode: String, Sendable, CaseIterable {
  case blobUnknown = "BLOB_UNKNOWN"
  case blobUploadInvalid = "BLOB_UPLOAD_INVALID"
  case blobUploadUnknown = "BLOB_UPLOAD_UNKNOWN"
  case digestInvalid = "DIGEST_INVALID"
  case manifestBlobUnknown = "MANIFEST_BLOB_UNKNOWN"
  case manifestInvalid = "MANIFEST_INVALID"
  case manifestUnknown = "MANIFEST_UNKNOWN"
  case nameInvalid = "NAME_INVALID"
  case nameUnknown = "NAME_UNKNOWN"
  case sizeInvalid = "SIZE_INVALID"
  case tagInvalid = "TAG_INVALID"
  case unauthorized = "UNAUTHORIZED"
  case denied = "DENIED"
  case unsupported = "UNSUPPORTED"
  case tooManyRequests = "TOOMANYREQUESTS"
  case unavailable = "UNAVAILABLE"
  case unknown = "UNKNOWN"
  case paginationNumberInvalid = "PAGINATION_NUMBER_INVALID"

  /// The message that registries usually send with it.
  public var usualMessage: String {
    switch self {
    case .blobUnknown: "blob unknown to registry"
    case .blobUploadInvalid: "blob upload invalid"
    case .blobUploadUnknown: "blob upload unknown to registry"
    case .digestInvalid: "provided digest did not match uploaded content"
    case .manifestBlobUnknown: "blob unknown to registry"
    case .manifestInvalid: "manifest invalid"
    case .manifestUnknown: "manifest unknown"
    case .nameInvalid: "invalid repository name"
    case .nameUnknown: "repository name not known to registry"
    case .sizeInvalid: "provided length did not match content length"
    case .tagInvalid: "manifest tag did not match URI"
    case .unauthorized: "authentication required"
    case .denied: "requested access to the resource is denied"
    case .unsupported: "The operation is unsupported."
    case .tooManyRequests: "too many requests"
    case .unavailable: "service unavailable"
    case .unknown: "unknown error"
    case .paginationNumberInvalid: "invalid number of results requested"
    }
  }

  /// The code as docker prints it in front of the message: `manifest unknown`.
  public var words: String { rawValue.lowercased().split(separator: "_").joined(separator: " ") }
}
