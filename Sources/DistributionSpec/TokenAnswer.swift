import ImageSpec

/// What a token server answers.
///
/// See [Token response fields](https://distribution.github.io/distribution/spec/auth/token/). A secret: it has no
/// description.
public struct TokenAnswer: Sendable {
  /// The token, sent as `Authorization: Bearer`.
  public let token: String
  /// How long the token is good, in seconds; at least ``minimumLifetime``.
  public let lifetime: Int64
  /// A token that gets new tokens, for a user who logged in.
  public let refreshToken: String?
  /// When it was given out, by the server's clock, where the server says so.
  public let issued: Timestamp?
  /// What it allows, where the server says so: it may be less than was asked for.
  public let scopes: [TokenScope]?

  /// What a shorter lifetime is raised to, in seconds.
  public static let minimumLifetime: Int64 = 60

  /// Composes an answer.
  public init(
    token: String, lifetime: Int64 = minimumLifetime, refreshToken: String? = nil, issued: Timestamp? = nil,
    scopes: [TokenScope]? = nil
  ) {
    self.token = token
    self.lifetime = max(lifetime, Self.minimumLifetime)
    self.refreshToken = refreshToken
    self.issued = issued
    self.scopes = scopes
  }

  /// Reads an answer, whose token stands in `token` or `access_token`.
  ///
  /// - Throws: `DocumentError`.
  public init(parsing bytes: [UInt8]) throws(DocumentError) {
    let root = try JSONCursor(parsing: bytes)
    var token = try root.optional("token")
    if token == nil { token = try root.required("access_token") }
    self.init(
      token: try token?.string() ?? "", lifetime: try root.optional("expires_in")?.integer() ?? Self.minimumLifetime,
      refreshToken: try root.optional("refresh_token")?.string(),
      // What only informs must not make a good answer unreadable.
      issued: (try? root.optional("issued_at")?.string()).flatMap { Timestamp(parsing: $0) },
      scopes: (try? root.optional("scope")?.string())?.split(separator: " ")
        .compactMap { TokenScope(parsing: String($0)) })
  }

  /// The answer's bytes.
  public func encoded() -> [UInt8] {
    var object = JSONObject()
    object["token"] = .string(token)
    object["access_token"] = .string(token)
    object["expires_in"] = .integer(lifetime)
    if let issued { object["issued_at"] = .string(issued.description) }
    if let scopes { object["scope"] = .string(scopes.map(\.description).joined(separator: " ")) }
    if let refreshToken { object["refresh_token"] = .string(refreshToken) }
    return JSON.object(object).encoded()
  }
}
