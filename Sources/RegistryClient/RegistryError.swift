import DistributionSpec
import HTTPTransport
import ImageSpec

/// A registry or its token server answered with an error.
public struct RegistryError: Error, Hashable, CustomStringConvertible {
  /// The status code of the answer.
  public let status: Int
  /// The errors of the body; empty where it has none in a known form. Foreign text.
  public let errors: [ErrorEnvelope.Entry]
  /// Whether the body is a page for people, as proxies send it.
  public let isPage: Bool
  /// The beginning of another body in no known form, as gateways send it. Foreign text.
  public let text: String?
  /// How long to wait, in seconds, where the answer says so.
  public let retryAfter: Int64?
  /// The method of the request.
  public let method: HTTPMethod
  /// The URL that answered, without its query.
  public let url: String

  /// How much of a body in no known form is kept, in bytes.
  public static let textLimit = 1024

  /// Reads the error that a response is.
  public init(_ response: HTTPResponse, method: HTTPMethod) {
    status = response.status
    errors = ErrorEnvelope(parsing: response.body)?.errors ?? []
    let start = response.body.prefix(Self.textLimit)
    isPage = response.head.isPage
    text = errors.isEmpty && !start.isEmpty && !isPage ? String(decoding: start, as: UTF8.self) : nil
    retryAfter = response.headers.retryAfter
    self.method = method
    url = response.head.url.description
  }

  /// The first error's code; where the body has none, what the status says.
  public var code: ErrorCode {
    if let code = errors.first?.code, code != .unknown { return code }
    switch status {
    case 401: return .unauthorized
    case 403: return .denied
    case 405: return .unsupported
    case 429: return .tooManyRequests
    case 503: return .unavailable
    default: return .unknown
    }
  }

  /// The first error's message, else the beginning of the body, else the code's usual message. Foreign text.
  public var message: String { errors.first?.message ?? text ?? code.usualMessage }

  public var description: String { "\(method.rawValue) \(url): \(status) \(code.words): \(message)" }
}

/// A registry's answer breaks the protocol.
public enum RegistryProtocolError: Error, Hashable {
  /// A success without the `Location` that it must have.
  case noLocation(url: String)
  /// An upload's `Location` that leads from https to http, or is no URL.
  case unusableLocation(url: String)
  /// The digest asked for and the one the answer's bytes have.
  case digestMismatch(asked: Digest, found: Digest)
  /// An answer that can't be read.
  case malformedAnswer(url: String, DocumentError)
  /// A page for people, as a proxy or a network's gate sends it, in the place of content or of a list.
  case page(url: String, status: Int)
  /// A part of a blob that is not the part asked for.
  case wrongRange(url: String)
  /// More pages than a list can have.
  case endlessList(url: String)
  /// `/v2/` is not served: no registry of this protocol.
  case notARegistry(url: String, status: Int)
  /// None of a foreign layer's URLs may be used; it is https that is needed, and a public address.
  case foreignLayerRefused(Digest)
}
