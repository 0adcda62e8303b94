import ByteStreams
import DistributionSpec
import ImageSpec

/// Decides whether a request may pass.
final class Doorkeeper: Sendable {
  let policy: AccessPolicy
  let ledger = Locked(TokenLedger())
  let clock: @Sendable () -> Timestamp
  let random: @Sendable (Int) -> [UInt8]

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

  /// The account that a request proves; nil for nobody, and for proofs that are wrong.
  func user(of request: RegistryRequest) -> RegistryUser? {
    if policy.isOpen { return nil }
    return switch Authorization(parsing: request.headers["Authorization"]) {
    case .basic(let name, let password)?: policy.user(name, password: password)
    case .bearer(let token)?: ledger.withLock { $0.grant(token, at: clock()) }?.user.flatMap(policy.user)
    case .unknown?, nil: nil
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

  /// Lets a request pass or throws the refusal.
  @discardableResult
  func authorize(_ request: RegistryRequest, _ permission: Permission) throws(Refusal) -> Caller {
    if policy.isOpen { return Caller(nil, policy: policy) }
    let authorization = Authorization(parsing: request.headers["Authorization"])
    return switch policy.scheme {
    case .basic: try authorizeBasic(authorization, permission)
    case .token: try authorizeToken(authorization, permission, request)
    }
  }

  private func authorizeBasic(_ authorization: Authorization?, _ permission: Permission) throws(Refusal) -> Caller {
    let challenge = Challenge(scheme: "basic", parameters: ["realm": "registry"])
    var user: RegistryUser?
    if let authorization {
      guard case .basic(let name, let password) = authorization, let known = policy.user(name, password: password)
      else { throw unauthorized(challenge, permission) }
      user = known
    }
    if policy.allows(user, permission) { return Caller(user, policy: policy) }
    throw user == nil ? unauthorized(challenge, permission) : Refusal(403, .denied, detail: permission.detail)
  }

  private func authorizeToken(
    _ authorization: Authorization?, _ permission: Permission, _ request: RegistryRequest
  ) throws(Refusal) -> Caller {
    guard case .bearer(let token) = authorization else { throw challenge(request, permission) }
    guard let grant = ledger.withLock({ $0.grant(token, at: clock()) }) else {
      throw challenge(request, permission, error: "invalid_token")
    }
    let user = grant.user.flatMap(policy.user)
    if permission.isCovered(by: grant.scopes) { return Caller(user, scopes: grant.scopes, policy: policy) }
    // A known user without the right gets nothing by another token, so he is told at once. But of a repository that he
    // may not see he is told what he is told of one that is not there.
    if user != nil, !policy.allows(user, permission), permission.changesContent {
      throw Refusal(403, .denied, detail: permission.detail)
    }
    throw challenge(request, permission, error: "insufficient_scope")
  }

  /// Asks for a token.
  private func challenge(_ request: RegistryRequest, _ permission: Permission, error: String? = nil) -> Refusal {
    guard case .token(let service, _) = policy.scheme else { return Refusal(403, .denied, detail: permission.detail) }
    var parameters = ["realm": "\(request.origin)/token", "service": service]
    parameters["scope"] = permission.scope?.description
    parameters["error"] = error
    return unauthorized(Challenge(scheme: "bearer", parameters: parameters), permission)
  }

  private func unauthorized(_ challenge: Challenge, _ permission: Permission) -> Refusal {
    Refusal(401, .unauthorized, detail: permission.detail, headers: ["WWW-Authenticate": challenge.description])
  }
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

  fileprivate var changesContent: Bool {
    switch self {
    case .push, .delete: true
    case .base, .pull, .catalog: false
    }
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
