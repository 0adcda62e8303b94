/// What a server says before the body: everything that the decision about the body needs.
public struct HTTPResponseHead: Sendable, Hashable {
  /// The status code, 200 to 999; interim responses are not shown.
  public let status: Int
  /// The fields as they came.
  public let headers: HTTPHeaders
  /// Where the response came from, after redirects.
  public let url: HTTPURL

  /// A head, for who answers in the place of a server.
  public init(status: Int, headers: HTTPHeaders, url: HTTPURL) {
    self.status = status
    self.headers = headers
    self.url = url
  }

  /// Whether the status is 200 to 299.
  public var isSuccess: Bool { (200..<300).contains(status) }

  /// Whether the body is a page for people.
  public var isPage: Bool { headers["Content-Type"]?.lowercased().hasPrefix("text/html") ?? false }

  /// The value of `Content-Length` in bytes, where it is a number.
  public var contentLength: Int64? { headers["Content-Length"].flatMap { Int64($0) }.flatMap { $0 < 0 ? nil : $0 } }
}

/// A response whose body went where ``HTTPBodyDestination`` said.
public struct HTTPResponse: Sendable, Hashable {
  /// Status, fields and the URL that answered.
  public let head: HTTPResponseHead
  /// The body where it was collected or captured; empty where it went to a sink.
  public let body: [UInt8]
  /// How many bytes of body arrived.
  public let received: Int64

  /// The status code.
  public var status: Int { head.status }
  /// The fields.
  public var headers: HTTPHeaders { head.headers }
}
