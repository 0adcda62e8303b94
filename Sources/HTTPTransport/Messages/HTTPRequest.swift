/// A request as it goes on the wire, with the rules that hold for it.
public struct HTTPRequest: Sendable {
  /// What is sent after the headers.
  public enum Body: Sendable {
    case none
    case bytes([UInt8])
    /// A stream that can be sent once; with its length in bytes, or chunked when that is not known.
    case stream(any HTTPBodySource, length: Int64?)
  }

  /// Which machines may be talked to.
  public enum AddressPolicy: Sendable, Hashable {
    case any
    /// Refuses private, link-local, loopback and other special addresses, at the moment the socket is opened, so that
    /// neither a redirect nor a name server leads inside. Such a request never goes through a proxy.
    case publicOnly
  }

  /// The method.
  public var method: HTTPMethod
  /// Where to.
  public var url: HTTPURL
  /// The fields to send; libcurl adds `Host`, `Content-Length` or `Transfer-Encoding`.
  public var headers: HTTPHeaders
  /// The body.
  public var body: Body
  /// The trust anchors and the client's certificate. The latter goes to the first origin only.
  public var tls: TLSSettings
  /// How many redirects are followed; 0 hands the redirect out as the response.
  public var maximumRedirects = 10
  /// Which addresses may be connected to.
  public var addresses = AddressPolicy.any
  /// How long nothing may move before the transfer counts as stalled; of what drips at less than 1 KB/s the missing
  /// bytes are counted against it.
  public var stallTimeout: Duration = .seconds(30)
  /// How long one exchange may take in all; `nil` for as long as bytes flow.
  public var totalTimeout: Duration?

  /// A request with the usual rules.
  public init(
    _ method: HTTPMethod, _ url: HTTPURL, headers: HTTPHeaders = [:], body: Body = .none, tls: TLSSettings = .init()
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.tls = tls
  }
}
