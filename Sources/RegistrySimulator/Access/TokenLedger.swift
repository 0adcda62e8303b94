import DistributionSpec
import ImageSpec

/// The tokens that a registry gave out. A secret: it tells only their number.
public struct TokenLedger: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  /// What a token allows.
  struct Grant: Hashable, Sendable {
    /// The account, nil for nobody known.
    let user: String?
    let scopes: [TokenScope]
    let expires: Timestamp
  }

  private var grants: [String: Grant] = [:]
  private var refreshers: [String: String] = [:]

  /// The most tokens that are remembered; the ones that expire first go first.
  static let limit = 10_000

  /// No tokens.
  public init() {}

  /// How many tokens there are.
  public var description: String { "\(grants.count) tokens, \(refreshers.count) refresh tokens" }
  public var customMirror: Mirror { Mirror(self, children: [:]) }

  /// What a token allows; nil where it is unknown or has expired.
  func grant(_ token: String, at now: Timestamp) -> Grant? {
    guard let grant = grants[token], now < grant.expires else { return nil }
    return grant
  }

  /// The account that a refresh token belongs to.
  func user(refreshing token: String) -> String? { refreshers[token] }

  /// Forgets all tokens; refresh tokens only where that is asked for.
  mutating func revoke(refreshers isWhole: Bool) {
    grants = [:]
    if isWhole { refreshers = [:] }
  }

  mutating func add(_ token: String, _ grant: Grant, at now: Timestamp) {
    if grants.count >= Self.limit {
      grants = grants.filter { now < $0.value.expires }
      if grants.count >= Self.limit, let first = grants.min(by: { $0.value.expires < $1.value.expires }) {
        grants[first.key] = nil
      }
    }
    grants[token] = grant
  }

  /// Makes a token good no more.
  mutating func revoke(_ token: String) { grants[token] = nil }

  mutating func addRefresher(_ token: String, user: String) {
    if refreshers.count >= Self.limit, let any = refreshers.keys.first { refreshers[any] = nil }
    refreshers[token] = user
  }
}
