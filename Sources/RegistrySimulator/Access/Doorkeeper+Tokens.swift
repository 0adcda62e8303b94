import ByteStreams
import DistributionSpec
import ImageSpec

extension Doorkeeper {
  /// What a caller of the token server asks for.
  private struct Order {
    var user: String?
    var scopes: [TokenScope]
    var wantsRefresher: Bool
    /// A refresh token that stays good.
    var refresher: String?
  }

  /// Answers the token server's `GET` (name and password, or nobody) and `POST` (password or refresh token).
  ///
  /// Scopes that are malformed, that mean nothing here or that the account may not have are left out of the token, as
  /// the reference's server does. See [getting a token](https://distribution.github.io/distribution/spec/auth/token/) and
  /// [the OAuth2 form](https://distribution.github.io/distribution/spec/auth/oauth/).
  ///
  /// - Parameters:
  ///   - request: the form, in the query or in the body.
  ///   - limit: the most bytes of a body.
  ///   - exists: whether a repository is there.
  /// - Returns: the token.
  /// - Throws: ``Refusal``, and what the connection says when it broke.
  func token(
    _ request: RegistryRequest, limit: Int, exists: (RepositoryName) -> Bool
  ) async throws -> RegistryResponse {
    guard case .token(_, let lifetime) = policy.scheme, !policy.isOpen else {
      throw Refusal(404, .unsupported, message: "no token server here")
    }
    let order =
      switch request.method {
      case "GET", "HEAD": try order(getting: request)
      case "POST": try await order(posting: request, limit: limit)
      default: throw Refusal.method("GET", "HEAD", "POST")
      }
    return issue(order, lifetime: lifetime, exists: exists)
  }

  private func order(getting request: RegistryRequest) throws(Refusal) -> Order {
    let query = request.query
    try requireService(query)
    var user: String?
    switch Authorization(parsing: request.headers["Authorization"]) {
    case nil: break
    case .basic(let name, let password)?: user = try login(policy.user(name, password: password))
    default: throw Self.wrongCredentials
    }
    // Who names an account must be it; who is nobody may name any and stays nobody.
    if let user, let account = query["account"], account != user { throw Self.wrongCredentials }
    return Order(
      user: user, scopes: Self.scopes(query), wantsRefresher: query["offline_token"] == "true")
  }

  private func order(posting request: RegistryRequest, limit: Int) async throws -> Order {
    guard let body = try await request.body.collect(limit: limit) else {
      throw Refusal(413, .sizeInvalid, message: "form too large")
    }
    let form = Query(parsing: String(decoding: body, as: UTF8.self))
    try requireService(form)
    var order = Order(scopes: Self.scopes(form), wantsRefresher: form["access_type"] == "offline")
    switch form["grant_type"] {
    case "password": order.user = try login(policy.user(form["username"] ?? "", password: form["password"] ?? ""))
    case "refresh_token":
      let token = form["refresh_token"] ?? ""
      let name = ledger.withLock { $0.user(refreshing: token) }
      order.user = try login(name.flatMap(policy.user))
      order.refresher = token
    default: throw Refusal(400, .unsupported, message: "unsupported grant_type")
    }
    return order
  }

  private func requireService(_ form: Query) throws(Refusal) {
    guard case .token(let service, _) = policy.scheme, let asked = form["service"], asked != service else { return }
    throw Refusal(400, .unsupported, message: "no such service", detail: ["service": .string(asked)])
  }

  private static func scopes(_ form: Query) -> [TokenScope] {
    form.values("scope").flatMap { $0.split(separator: " ") }.compactMap { TokenScope(parsing: String($0)) }
  }

  /// One answer for a wrong name and a wrong password, so that nobody can find out names.
  private static let wrongCredentials = Refusal(401, .unauthorized, message: "incorrect username or password")

  private func login(_ user: RegistryUser?) throws(Refusal) -> String {
    guard let user else { throw Self.wrongCredentials }
    return user.name
  }

  private func issue(_ order: Order, lifetime: Int64, exists: (RepositoryName) -> Bool) -> RegistryResponse {
    let account = order.user.flatMap(policy.user)
    let granted = order.scopes.map { scope in
      let actions = Permission.parts(of: scope).filter { part in
        part.permissions.allSatisfy { policy.allows(account, $0) && !conceals($0, from: account, exists) }
      }
      return TokenScope(type: scope.type, name: scope.name, actions: actions.map(\.action))
    }.filter { !$0.actions.isEmpty }
    let now = clock()
    let refresher = order.refresher ?? (order.wantsRefresher ? order.user.map { _ in secret() } : nil)
    let answer = TokenAnswer(
      token: secret(), lifetime: lifetime, refreshToken: refresher, issued: now, scopes: granted)
    ledger.withLock { ledger in
      let expires = Timestamp(seconds: now.seconds + answer.lifetime, nanoseconds: now.nanoseconds)
      ledger.add(answer.token, TokenLedger.Grant(user: order.user, scopes: granted, expires: expires), at: now)
      if let user = order.user, let refresher { ledger.addRefresher(refresher, user: user) }
    }
    return RegistryResponse(200, headers: ["Cache-Control": "no-store"], json: answer.encoded())
  }

  /// Docker Hub gives no token for a repository that is not there, unless the caller could make it by a push.
  private func conceals(
    _ permission: Permission, from account: RegistryUser?, _ exists: (RepositoryName) -> Bool
  ) -> Bool {
    guard policy.isHub, case .pull(let name) = permission else { return false }
    return !exists(name) && !policy.allows(account, .push(name))
  }

  private func secret() -> String { random(32).map(\.hex).joined() }
}
