import DistributionSpec

/// A request to the registry, as any transport hands it over.
public struct RegistryRequest {
  /// The method in upper case: `GET`, `HEAD`, `POST`, `PUT`, `PATCH`, `DELETE`.
  public var method: String
  /// The path, percent-decoded, without its query.
  public var path: String
  /// The query behind the path.
  public var query: Query
  /// The header fields.
  public var headers: RegistryHeaders
  /// The body; empty where there is none.
  public var body: RequestBody
  /// The IP address that it came from, where it came from one.
  public var address: String?

  /// Composes a request.
  public init(
    method: String = "GET", path: String, query: Query = Query(), headers: RegistryHeaders = [:],
    body: RequestBody = RequestBody()
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
  }

  /// Composes a request from what stands in a request line: a path with its escapes and, behind `?`, a query.
  ///
  /// The absolute form, `http://host/path`, is taken too.
  public init(method: String, target: String, headers: RegistryHeaders = [:], body: RequestBody = RequestBody()) {
    var rest = target[...]
    if !target.utf8.starts(with: "/".utf8), let scheme = rest.firstRange(of: "://"),
      !rest[..<scheme.lowerBound].contains("/")
    {
      let authority = rest[scheme.upperBound...]
      rest = authority.firstIndex(where: { $0 == "/" || $0 == "?" }).map { authority[$0...] } ?? "/"
    }
    let parts = rest.utf8.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
      .map(Substring.init)
    self.init(
      method: method, path: Query.decode(parts.first ?? "/", plusIsBlank: false),
      query: Query(parsing: parts.count > 1 ? parts[1] : ""), headers: headers, body: body)
  }

  /// What `Content-Length` announces, where it does.
  public var contentLength: Int64? { headers["Content-Length"].flatMap { Int64($0) }.flatMap { $0 < 0 ? nil : $0 } }
}
