import ByteStreams
import DistributionSpec
import HTTPTransport

/// Tokens in memory, each for exactly the registry, token server, service, scopes and user that it was made for, and how
/// each registry asks for them.
public final class TokenCache: Sendable {
  struct Key: Hashable {
    let registry: HTTPOrigin
    let realm: String
    let service: String
    let scopes: Set<TokenScope>
    let user: String
  }

  private struct Entry {
    let token: String
    let expiry: ContinuousClock.Instant
  }

  private let entries = Locked<[Key: Entry]>([:])
  private let challenges = Locked<[HTTPOrigin: Challenge]>([:])
  private let now: @Sendable () -> ContinuousClock.Instant

  /// How long before its end a token is no longer used.
  static let margin: Duration = .seconds(10)

  /// - Parameter now: the time; a clock that runs on while the machine sleeps.
  public init(now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }) { self.now = now }

  /// The token of a key while it is good.
  func token(_ key: Key) -> String? {
    let limit = now() + Self.margin
    return entries.withLock { entries in
      guard let entry = entries[key] else { return nil }
      if entry.expiry > limit { return entry.token }
      entries[key] = nil
      return nil
    }
  }

  /// Keeps a token for its lifetime, counted from when it was asked for.
  func keep(_ answer: TokenAnswer, for key: Key, askedAt start: ContinuousClock.Instant) {
    let entry = Entry(token: answer.token, expiry: start + .seconds(answer.lifetime))
    entries.withLock { $0[key] = entry }
  }

  /// The challenge that a registry made last: later requests answer it in advance.
  func challenge(of registry: HTTPOrigin) -> Challenge? { challenges.withLock { $0[registry] } }

  /// Notes a registry's challenge.
  func note(_ challenge: Challenge, of registry: HTTPOrigin) { challenges.withLock { $0[registry] = challenge } }

  /// Drops a token that was refused.
  func drop(_ key: Key) { entries.withLock { $0[key] = nil } }

  var instant: ContinuousClock.Instant { now() }
}
