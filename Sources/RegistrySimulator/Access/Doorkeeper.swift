import ByteStreams
import DistributionSpec
import ImageSpec

/// Decides whether a request may pass, and gives out tokens.
final class Doorkeeper: Sendable {
  let policy: AccessPolicy
  private let ledger = Locked(TokenLedger())
  private let clock: @Sendable () -> Timestamp
  private let random: @Sendable (Int) -> [UInt8]

  init(policy: AccessPolicy, clock: @escaping @Sendable () -> Timestamp, random: @escaping @Sendable (Int) -> [UInt8]) {
    self.policy = policy
    self.clock = clock
    self.random = random
  }

  /// The tokens given out, for snapshots.
  var tokens: TokenLedger {
    get { ledger.withLock { $0 } }
    set { ledger.withLock { $0 = newValue } }
  }

  /// Makes a token good no more. Idempotent.
  func revoke(_ token: String) { ledger.withLock { $0.revoke(token) } }

  /// Lets a request pass or throws the refusal.
  func authorize(_ request: RegistryRequest, _ permission: Permission) throws(Refusal) {
    if policy.isOpen { return }
    let authorization = Authorization(parsing: request.headers["Authorization"])
    switch policy.scheme {
    case .basic: try authorizeBasic(authorization, permission)
    case .token(let service, _): try authorizeToken(authorization, permission, request, service)
    }
  }

  /// Lets a request for control pass or throws the refusal: where there are accounts, an administrator must ask, with
  /// name and password.
  func authorizeControl(_ request: RegistryRequest) throws(Refusal) {
    if policy.isOpen { return }
    guard case .basic(let name, let password)? = Authorization(parsing: request.headers["Authorization"]),
      let user = policy.user(name, password: password)
    else {
      let challenge = Challenge(scheme: "basic", parameters: ["realm": "control"])
      throw Refusal(401, .unauthorized, headers: ["WWW-Authenticate": challenge.description])
    }
    guard user.isAdministrator else { throw Refusal(403, .denied, message: "only an administrator may control") }
  }

  private func authorizeBasic(_ authorization: Authorization?, _ permission: Permission) throws(Refusal) {
    let challenge = Challenge(scheme: "basic", parameters: ["realm": "registry"])
    var user: RegistryUser?
    if let authorization {
      guard case .basic(let name, let password) = authorization, let known = policy.user(name, password: password)
      else { throw unauthorized(challenge, permission) }
      user = known
    }
    if policy.allows(user, permission) { return }
    throw user == nil ? unauthorized(challenge, permission) : denied(permission)
  }

  private func authorizeToken(
    _ authorization: Authorization?, _ permission: Permission, _ request: RegistryRequest, _ service: String
  ) throws(Refusal) {
    var parameters = ["realm": "\(request.origin)/token", "service": service]
    parameters["scope"] = permission.scope?.description
    guard case .bearer(let token) = authorization else {
      throw unauthorized(Challenge(scheme: "bearer", parameters: parameters), permission)
    }
    guard let grant = ledger.withLock({ $0.grant(token, at: clock()) }) else {
      parameters["error"] = "invalid_token"
      throw unauthorized(Challenge(scheme: "bearer", parameters: parameters), permission)
    }
    if permission.isCovered(by: grant.scopes) { return }
    let user = grant.user.flatMap(policy.user)
    // A known user without the right gets nothing by another token, so he is told at once.
    if user != nil, !policy.allows(user, permission) { throw denied(permission) }
    parameters["error"] = "insufficient_scope"
    throw unauthorized(Challenge(scheme: "bearer", parameters: parameters), permission)
  }

  private func unauthorized(_ challenge: Challenge, _ permission: Permission) -> Refusal {
    Refusal(401, .unauthorized, detail: permission.detail, headers: ["WWW-Authenticate": challenge.description])
  }

  private func denied(_ permission: Permission) -> Refusal { Refusal(403, .denied, detail: permission.detail) }

  /// Answers the token server's `GET` (name and password, or nobody) and `POST` (password or refresh token).
  ///
  /// See [getting a token](https://distribution.github.io/distribution/spec/auth/token/) and
  /// [the OAuth2 form](https://distribution.github.io/distribution/spec/auth/oauth/).
  func token(_ request: RegistryRequest, limit: Int) async throws -> RegistryResponse {
    guard case .token(_, let lifetime) = policy.scheme, !policy.isOpen else {
      throw Refusal(404, .unsupported, message: "no token server here")
    }
    var form = request.query
    var user: String?
    var wantsRefresher = form["offline_token"] == "true"
    switch request.method {
    case "GET":
      switch Authorization(parsing: request.headers["Authorization"]) {
      case nil: break
      case .basic(let name, let password)?: user = try login(policy.user(name, password: password))
      default: throw Self.wrongCredentials
      }
    case "POST":
      guard let body = try await request.body.collect(limit: limit) else {
        throw Refusal(413, .sizeInvalid, message: "form too large")
      }
      form = Query(parsing: String(decoding: body, as: UTF8.self))
      wantsRefresher = form["access_type"] == "offline"
      switch form["grant_type"] {
      case "password": user = try login(policy.user(form["username"] ?? "", password: form["password"] ?? ""))
      case "refresh_token":
        let name = ledger.withLock { $0.user(refreshing: form["refresh_token"] ?? "") }
        user = try login(name.flatMap(policy.user))
      default: throw Refusal(400, .unsupported, message: "unsupported grant_type")
      }
    default: throw Refusal.method("GET", "POST")
    }
    let scopes = form.values("scope").flatMap { $0.split(separator: " ") }
      .compactMap { TokenScope(parsing: String($0)) }
    return issue(user: user, scopes: scopes, lifetime: lifetime, withRefresher: wantsRefresher)
  }

  private static let wrongCredentials = Refusal(401, .unauthorized, message: "incorrect username or password")

  private func login(_ user: RegistryUser?) throws(Refusal) -> String {
    guard let user else { throw Self.wrongCredentials }
    return user.name
  }

  private func issue(user: String?, scopes: [TokenScope], lifetime: Int64, withRefresher: Bool) -> RegistryResponse {
    let account = user.flatMap(policy.user)
    let granted = scopes.map { scope in
      TokenScope(
        type: scope.type, name: scope.name,
        actions: Permission.parts(of: scope).filter { policy.allows(account, $0.permission) }.map(\.action))
    }
    let now = clock()
    let refresher = withRefresher ? user.map { _ in secret() } : nil
    let answer = TokenAnswer(token: secret(), lifetime: lifetime, refreshToken: refresher)
    ledger.withLock { ledger in
      let expires = Timestamp(seconds: now.seconds + answer.lifetime, nanoseconds: now.nanoseconds)
      ledger.add(answer.token, TokenLedger.Grant(user: user, scopes: granted, expires: expires), at: now)
      if let user, let refresher { ledger.addRefresher(refresher, user: user) }
    }
    return RegistryResponse(200, headers: ["Cache-Control": "no-store"], json: answer.encoded())
  }

  private func secret() -> String { random(32).map(\.hex).joined() }
}

extension Permission {
  /// What docker's registry says in an error's detail.
  fileprivate var detail: JSON? {
    guard let scope else { return nil }
    return .array(
      scope.actions.map { action in
        ["Type": .string(scope.type), "Class": "", "Name": .string(scope.name), "Action": .string(action)]
      })
  }
}

extension RegistryRequest {
  /// The address that the client used, so that what it is sent back to is where it came from.
  var origin: String { "http://\(headers["Host"] ?? "localhost")" }
}

extension UInt8 {
  /// The byte in two hexadecimal digits.
  var hex: String { (self < 16 ? "0" : "") + String(self, radix: 16) }
}
