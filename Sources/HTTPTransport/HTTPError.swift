/// An exchange that ended without a response. Cancellation is `CancellationError`, not this.
public struct HTTPError: Error, Hashable, CustomStringConvertible {
  /// What went wrong.
  public enum Reason: Sendable, Hashable {
    /// The host, or the proxy's host, has no address.
    case couldNotResolve(host: String)
    /// No connection; with the system's error number where there is one.
    case couldNotConnect(errno: Int32)
    /// No connection within the time set.
    case connectTimedOut
    /// The transfer stalled or took longer than the time set, after this many bytes of the body.
    case timedOut(received: Int64)
    /// The handshake failed or the certificate is not trusted.
    case tls(TLSFailure)
    /// The proxy refused or failed.
    case proxy(String)
    /// The connection ended early, after this many bytes of the body.
    case connectionLost(received: Int64)
    /// What came is not HTTP.
    case malformedResponse(String)
    /// The header fields are longer than the limit, in bytes.
    case headersTooLarge(limit: Int)
    /// The body is longer than the limit, in bytes.
    case bodyTooLarge(limit: Int64)
    /// More redirects than allowed.
    case tooManyRedirects(limit: Int)
    /// A redirect from https to http.
    case redirectDowngrade(to: String)
    /// A redirect to something that is no http or https URL, or that can't be followed since the body is gone.
    case unusableRedirect(String)
    /// Every address of the host is private or special, and only public ones are allowed.
    case privateAddress
    /// A header field that can't be sent.
    case invalidHeader(name: String)
    /// libcurl reports something else.
    case other(String)
  }

  /// What went wrong.
  public let reason: Reason
  /// The method.
  public let method: HTTPMethod
  /// The URL without its query, which may hold a signature; with it only by ``with(query:)``.
  public private(set) var url: String

  /// An error of one exchange.
  public init(_ reason: Reason, method: HTTPMethod, url: HTTPURL) {
    self.reason = reason
    self.method = method
    self.url = url.description
  }

  /// The same, with the query behind the URL: for queries that say what was typed, and nothing that is secret.
  public func with(query: String) -> HTTPError {
    var error = self
    error.url += "?\(query)"
    return error
  }

  /// Whether the request was made again already, as often as makes sense.
  public var wasRepeated = false

  /// Whether the same request may well succeed a moment later: the connection was lost, refused or stalled.
  public var isTransient: Bool {
    if wasRepeated { return false }
    return switch reason {
    case .couldNotConnect, .connectTimedOut, .timedOut, .connectionLost: true
    default: false
    }
  }

  /// Whether somebody was there at first.
  public var wasConnected: Bool {
    switch reason {
    case .couldNotResolve, .couldNotConnect, .connectTimedOut: false
    default: true
    }
  }

  public var description: String { "\(method.rawValue) \(url): \(reason)" }
}
