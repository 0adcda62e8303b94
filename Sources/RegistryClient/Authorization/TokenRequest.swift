import DistributionSpec
import HTTPTransport
import ImageSpec

/// Asks a token server for a token: by `GET` with Basic or anonymously, by `POST` with an identity token, and with the
/// password by `POST` where the server knows no `GET`.
///
/// See [Token authentication](https://distribution.github.io/distribution/spec/auth/token/) and
/// [OAuth2](https://distribution.github.io/distribution/spec/auth/oauth/). Never follows a redirect.
struct TokenRequest {
  let host: RegistryHost
  let realm: HTTPURL
  let service: String?
  let scopes: [TokenScope]
  let credential: Credential?
  let tls: TLSSettings

  /// The most bytes of an answer.
  static let answerLimit = 1 << 20
  private static let client = "drydock"

  func send(_ transport: HTTPTransport, _ retry: RetryPolicy) async throws -> TokenAnswer {
    let request = credential?.kind == .identityToken ? try post() : try get()
    var response = try await send(request, transport, retry)
    if request.method == .get, credential != nil, [404, 405].contains(response.status) {
      response = try await send(try post(), transport, retry)
    }
    guard response.head.isSuccess else { throw RegistryError(response, method: request.method) }
    do { return try TokenAnswer(parsing: response.body) } catch {
      throw AuthorizationError.malformedToken(realm: realm.description)
    }
  }

  private func get() throws -> HTTPRequest {
    var query = Query()
    if let service { query.append("service", service) }
    for scope in scopes { query.append("scope", scope.description) }
    query.append("client_id", Self.client)
    if let credential {
      query.append("account", credential.username)
      query.append("offline_token", "true")
    }
    var request = HTTPRequest(.get, try realm.adding(query: query.encoded), tls: tls)
    request.headers["Authorization"] = credential?.basicAuthorization
    return request
  }

  private func post() throws -> HTTPRequest {
    var form = Query()
    if credential?.kind == .identityToken {
      form.append("grant_type", "refresh_token")
      form.append("refresh_token", credential?.secret ?? "")
    } else {
      form.append("grant_type", "password")
      form.append("username", credential?.username ?? "")
      form.append("password", credential?.secret ?? "")
      form.append("access_type", "offline")
    }
    form.append("client_id", Self.client)
    if let service { form.append("service", service) }
    if !scopes.isEmpty { form.append("scope", scopes.map(\.description).joined(separator: " ")) }
    return HTTPRequest(
      .post, realm, headers: ["Content-Type": "application/x-www-form-urlencoded"],
      body: .bytes(Array(form.encoded.utf8)), tls: tls)
  }

  private func send(
    _ request: HTTPRequest, _ transport: HTTPTransport, _ retry: RetryPolicy
  ) async throws -> HTTPResponse {
    var request = request
    request.maximumRedirects = 0
    request.totalTimeout = .seconds(60)
    var attempt = 0
    while true {
      let delay: Duration
      let cause: RetryNotice.Cause
      do {
        let response = try await transport.send(request) { _ in .collect(limit: Self.answerLimit) }
        guard let wait = retry.delay(after: attempt, response) else { return response }
        (delay, cause) = (wait, .status(response.status))
      } catch let error as HTTPError {
        guard error.isTransient, error.wasConnected, let wait = retry.delay(after: attempt) else {
          // The request that the token is for is not made again for this.
          var error = error
          error.wasRepeated = true
          throw error
        }
        (delay, cause) = (wait, .connection)
      }
      retry.notify(RetryNotice(host: host, digest: nil, delay: delay, cause: cause))
      try await retry.sleep(delay)
      attempt += 1
    }
  }
}
