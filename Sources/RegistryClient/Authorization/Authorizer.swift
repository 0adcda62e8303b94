import ByteStreams
import DistributionSpec
import HTTPTransport
import ImageSpec

/// Answers a registry's challenges: `Basic` with the credential, `Bearer` with a token that the realm gives.
///
/// See [Token authentication](https://distribution.github.io/distribution/spec/auth/token/). The credential goes to the
/// registry's own host and to hosts that are known to belong to it, to no other.
final class Authorizer: Sendable {
  private struct State {
    var credential: Credential??
    var identityToken: Credential?
  }

  private let host: RegistryHost
  private let endpoint: RegistryEndpoint
  private let transport: HTTPTransport
  private let credentials: any CredentialStore
  private let fallback: FallbackCredential?
  private let tokens: TokenCache
  private let retry: RetryPolicy
  private let state = Locked(State())

  init(
    _ host: RegistryHost, _ endpoint: RegistryEndpoint, transport: HTTPTransport, credentials: any CredentialStore,
    fallback: FallbackCredential? = nil, tokens: TokenCache, retry: RetryPolicy
  ) {
    self.host = host
    self.endpoint = endpoint
    self.transport = transport
    self.credentials = credentials
    self.fallback = fallback
    self.tokens = tokens
    self.retry = retry
  }

  /// The identity token that the token server gave with the last token, if any.
  var identityToken: Credential? { state.withLock { $0.identityToken } }

  /// How the registry asks who somebody is, in lower case; nil where it did not ask yet.
  var scheme: String? { challenge?.scheme }

  private var challenge: Challenge? { tokens.challenge(of: endpoint.base.origin) }

  /// The credential that is kept for the registry.
  func keptCredential() async throws -> Credential? { try await ownCredential() }

  /// What `Authorization` should say, as far as the registry's habits are known.
  func authorization(for scopes: [TokenScope]) async throws -> String? {
    guard let challenge else { return nil }
    if challenge.scheme == "basic" { return try await credential(for: scopes)?.basicAuthorization }
    return try await token(challenge, scopes).header
  }

  /// What a refused request should say instead.
  struct Answer {
    /// The value of `Authorization`.
    let header: String
    /// Whether it was made for this request, so that there is nothing better after it.
    let isFresh: Bool
  }

  /// What `Authorization` should say after a refusal; `nil` where there is nothing better to say.
  func answer(_ challenges: [Challenge], for scopes: [TokenScope], refused: String?) async throws -> Answer? {
    if let challenge = challenges.first(where: { $0.scheme == "bearer" }) {
      tokens.note(challenge, of: endpoint.base.origin)
      return try await token(challenge, scopes, refused: refused)
    }
    guard let challenge = challenges.first(where: { $0.scheme == "basic" }) else { return nil }
    tokens.note(challenge, of: endpoint.base.origin)
    guard let header = try await credential(for: scopes)?.basicAuthorization, header != refused else { return nil }
    return Answer(header: header, isFresh: true)
  }

  /// Drops the token of some scopes.
  func forget(_ scopes: [TokenScope]) {
    guard let challenge else { return }
    let own = state.withLock { $0.credential }
    let credential = (own ?? nil) ?? fallback?.credential(for: scopes)
    tokens.drop(key(challenge, scopes, user: credential?.username ?? ""))
  }

  /// The credential that is kept, else the one that stands in for it.
  private func credential(for scopes: [TokenScope]) async throws -> Credential? {
    try await ownCredential() ?? fallback?.credential(for: scopes)
  }

  /// The credential that is kept, looked up once: a helper program may take its time.
  private func ownCredential() async throws -> Credential? {
    if let known = state.withLock({ $0.credential }) { return known }
    let kept = try await credentials.credential(for: host)
    let found = kept.map { fallback?.substitute(for: $0) ?? $0 }
    state.withLock { $0.credential = .some(found) }
    return found
  }

  private func key(_ challenge: Challenge, _ scopes: [TokenScope], user: String) -> TokenCache.Key {
    TokenCache.Key(
      registry: endpoint.base.origin, realm: challenge.realm ?? "", service: challenge.service ?? "",
      scopes: Set(scopes), user: user)
  }

  /// A token that is kept, unless it is the one refused, else one from the token server.
  private func token(_ challenge: Challenge, _ scopes: [TokenScope], refused: String? = nil) async throws -> Answer {
    let credential = try await credential(for: scopes)
    let key = key(challenge, scopes, user: credential?.username ?? "")
    if let known = tokens.token(key).map({ "Bearer \($0)" }) {
      if known != refused { return Answer(header: known, isFresh: false) }
      tokens.drop(key)
    }
    let realm = try realm(challenge, isSecret: credential != nil)
    let request = TokenRequest(
      host: host, realm: realm, service: challenge.service, scopes: Self.merged(scopes + challenge.scopes(on: scopes)),
      credential: credential, tls: endpoint.tls(for: realm))
    let start = tokens.instant
    let answer = try await request.send(transport, retry)
    guard !answer.token.isEmpty else { throw AuthorizationError.malformedToken(realm: realm.description) }
    tokens.keep(answer, for: key, askedAt: start)
    if let refresh = answer.refreshToken, let credential {
      state.withLock { $0.identityToken = Credential(username: credential.username, identityToken: refresh) }
    }
    return Answer(header: "Bearer \(answer.token)", isFresh: true)
  }

  /// The token server's address, when it may be asked.
  private func realm(_ challenge: Challenge, isSecret: Bool) throws -> HTTPURL {
    let registry = endpoint.base.origin
    guard let text = challenge.realm, let realm = try? HTTPURL(text) else {
      throw AuthorizationError.unusableRealm(registry: registry.authority)
    }
    if registry.scheme == "https", realm.origin.scheme == "http" {
      throw AuthorizationError.insecureRealm(host: realm.origin.authority, registry: registry.authority)
    }
    let isTrusted = realm.origin.host == registry.host || endpoint.trustedRealmHosts.contains(realm.origin.host)
    guard isTrusted || !isSecret else {
      throw AuthorizationError.untrustedRealm(host: realm.origin.authority, registry: registry.authority)
    }
    return realm
  }

  /// One scope a resource, with all actions wanted on it.
  static func merged(_ scopes: [TokenScope]) -> [TokenScope] {
    var merged: [TokenScope] = []
    for scope in scopes {
      if let index = merged.firstIndex(where: { $0.type == scope.type && $0.name == scope.name }) {
        merged[index] = TokenScope(type: scope.type, name: scope.name, actions: merged[index].actions + scope.actions)
      } else {
        merged.append(scope)
      }
    }
    return merged
  }
}

extension Challenge {
  /// The scopes that the challenge adds to those wanted, on the same resources only: a challenge is kept for later
  /// requests, whose resources may be others.
  fileprivate func scopes(on wanted: [TokenScope]) -> [TokenScope] {
    scopes.filter { scope in wanted.contains { $0.type == scope.type && $0.name == scope.name } }
  }
}
