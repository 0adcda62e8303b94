import DistributionSpec
import HTTPTransport

extension RemoteRegistry {
  /// What a registry says to a credential.
  public enum LoginAnswer: Sendable {
    /// The credential is good; with the identity token that replaces the password, where the token server gave one.
    case accepted(identityToken: Credential?)
    /// The registry asks nobody who he is: any credential passes.
    case notNeeded
    /// The credential is wrong.
    case rejected(RegistryError)
  }

  /// Tries a credential at `/v2/`; neither stores nor reads any. Where another one stands in for it, that is tried.
  ///
  /// - Throws: ``RegistryProtocolError/notARegistry(url:status:)``, ``AuthorizationError`` when the credential may not go
  ///   where the registry wants it, ``RegistryError`` for other answers, and the transport's errors.
  public func check(_ credential: Credential) async throws -> LoginAnswer {
    let url = try endpoint.url(Endpoint.base.path)
    let login = Authorizer(
      host, endpoint, transport: transport,
      credentials: MemoryCredentials([host: fallback?.substitute(for: credential) ?? credential]), tokens: TokenCache(),
      retry: retry)
    let call = Call(method: .get, url: url)
    let first = try await repeating(call) { try await transport.send(request(url)) }
    if first.head.isSuccess { return .notNeeded }
    guard first.status == 401 else {
      if first.status == 404 { throw RegistryProtocolError.notARegistry(url: url.description, status: 404) }
      throw RegistryError(first, method: .get)
    }
    let challenges = first.headers.values(of: "WWW-Authenticate").flatMap(Challenge.parse)
    do {
      guard let answer = try await login.answer(challenges, for: [], refused: nil) else {
        return .rejected(RegistryError(first, method: .get))
      }
      let second = try await repeating(call) { try await transport.send(request(url, authorization: answer.header)) }
      if second.head.isSuccess { return .accepted(identityToken: login.identityToken) }
      let error = RegistryError(second, method: .get)
      guard second.status == 401 || second.status == 403 else { throw error }
      return .rejected(error)
    } catch let error as RegistryError where error.status == 401 || error.status == 403 {
      return .rejected(error)
    }
  }

  private func request(_ url: HTTPURL, authorization: String? = nil) -> HTTPRequest {
    var request = HTTPRequest(.get, url, tls: endpoint.tls)
    request.headers["Authorization"] = authorization
    return request
  }
}
