import ByteStreams
import HTTPTransport
import ImageSpec

/// How many pulls a registry still allows, as Docker Hub tells it on each answer about a manifest.
///
/// See [Pull usage and limits](https://docs.docker.com/docker-hub/usage/pulls/). Asking with `HEAD` costs none of it.
public struct RegistryQuota: Sendable, Hashable {
  /// How many pulls are allowed in a window.
  public let limit: Int
  /// How many are left.
  public let remaining: Int
  /// The window's length in seconds, where it is told.
  public let window: Int?

  /// Composes a quota.
  public init(limit: Int, remaining: Int, window: Int?) {
    self.limit = limit
    self.remaining = remaining
    self.window = window
  }

  /// Reads `ratelimit-limit: 100;w=21600` and `ratelimit-remaining: 76;w=21600`; nil where an answer has none of it.
  public init?(_ headers: HTTPHeaders) {
    guard let limit = headers["ratelimit-limit"].flatMap(Self.parse),
      let remaining = headers["ratelimit-remaining"].flatMap(Self.parse)
    else { return nil }
    self.init(limit: limit.count, remaining: remaining.count, window: remaining.window ?? limit.window)
  }

  /// Whether so little is left that somebody should know: a tenth, or five.
  public var isLow: Bool { remaining <= max(5, limit / 10) }

  private static func parse(_ text: String) -> (count: Int, window: Int?)? {
    let parts = text.split(separator: ";").map { $0.filter { $0 != " " } }
    guard let count = parts.first.flatMap({ Int($0) }), count >= 0 else { return nil }
    let window = parts.dropFirst().first { $0.hasPrefix("w=") }.flatMap { Int($0.dropFirst(2)) }
    return (count, window)
  }
}

/// The quotas that registries told last; shared like tokens.
public final class RegistryQuotas: Sendable {
  private let known = Locked<[RegistryHost: RegistryQuota]>([:])

  /// Knows none yet.
  public init() {}

  /// What a registry told last; nil where it told nothing.
  public func quota(of host: RegistryHost) -> RegistryQuota? { known.withLock { $0[host] } }

  func note(_ headers: HTTPHeaders, of host: RegistryHost) {
    guard let quota = RegistryQuota(headers) else { return }
    known.withLock { $0[host] = quota }
  }
}
