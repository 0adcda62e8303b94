import ImageSpec

/// What weather rules want to know of a request.
struct WeatherSubject {
  let method: String
  let path: String
  let kind: RequestKind?
  let repository: RepositoryName?
  /// Whether bytes come with it.
  let hasBody: Bool
  /// How many, where it tells.
  let bodyLength: Int64?
  /// Whether it asks for a part of the answer.
  let hasRange: Bool
  /// Whether it asks for, or brings, a part only.
  let isPartial: Bool
  /// The token that it carries.
  let token: String?
  /// The host that it was sent to.
  let host: String?

  init(_ request: RegistryRequest) {
    method = request.method
    path = request.path
    (kind, repository) = RequestKind.of(request.path)
    bodyLength = request.headers["Transfer-Encoding"] == nil ? request.contentLength ?? 0 : nil
    hasBody = bodyLength != 0
    hasRange = request.headers["Range"] != nil && request.method == "GET"
    isPartial = hasRange || request.headers["Content-Range"] != nil || request.method == "PATCH"
    if case .bearer(let token)? = Authorization(parsing: request.headers["Authorization"]) {
      self.token = token
    } else {
      token = nil
    }
    host = request.headers["Host"]
  }
}
