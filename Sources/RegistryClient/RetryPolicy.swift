import DistributionSpec
import HTTPTransport
import ImageSpec

/// How often and after how long a failed request is made again, and how time passes.
public struct RetryPolicy: Sendable {
  /// How many times a request is made at most.
  public var attempts = 5
  /// The wait before the second attempt; each further one is twice as long.
  public var firstDelay: Duration = .milliseconds(500)
  /// The longest wait, also where a server asks for more: then the error is handed out.
  public var longestDelay: Duration = .seconds(60)
  /// Waits; throws when its task is cancelled.
  public var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  /// Is told of each wait before it begins.
  public var notify: @Sendable (RetryNotice) -> Void = { _ in }

  /// Five attempts within about eight seconds.
  public init() {}

  /// Whether a status says that the same request may succeed later.
  static func isTransient(_ status: Int) -> Bool { [408, 429, 500, 502, 503, 504].contains(status) }

  /// The wait after an answer that may change with time, the failed attempts counted from 0; nil when it was the last
  /// one, when the server wants longer, or when only hours would help, as with a pull limit that is used up.
  func delay(after attempt: Int, _ response: HTTPResponse) -> Duration? {
    guard Self.isTransient(response.status), RegistryQuota(response.headers)?.remaining != 0 else { return nil }
    return delay(after: attempt, retryAfter: response.headers.retryAfter)
  }

  /// The wait after a failed attempt, counted from 0; nil when it was the last or the server wants longer.
  func delay(after attempt: Int, retryAfter seconds: Int64? = nil) -> Duration? {
    guard attempt + 1 < attempts else { return nil }
    if let seconds { return .seconds(seconds) <= longestDelay ? .seconds(seconds) : nil }
    return min(firstDelay * (1 << min(attempt, 16)), longestDelay)
  }

}

extension HTTPHeaders {
  /// How many seconds an answer asks to wait. A date counts from the answer's own, so that nobody's clock need be right.
  var retryAfter: Int64? {
    switch self["Retry-After"].flatMap({ RetryAfter(parsing: $0) }) {
    case .seconds(let seconds): seconds
    case .moment(let moment): self["Date"].flatMap { RetryAfter(parsing: $0)?.moment }.map { max(0, moment - $0) }
    case nil: nil
    }
  }
}

/// A failed request will be made again after a wait.
public struct RetryNotice: Sendable {
  /// Why the first attempt did not do.
  public enum Cause: Sendable, Hashable {
    /// The server answered that it can't now, with this status; 429 asks for fewer requests.
    case status(Int)
    /// The connection was lost, refused or stalled.
    case connection
  }

  /// The registry.
  public let host: RegistryHost
  /// The content that the request is about, where it is about one.
  public let digest: Digest?
  /// How long the wait is.
  public let delay: Duration
  /// Why.
  public let cause: Cause
}
