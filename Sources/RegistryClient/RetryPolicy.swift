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
  /// Is told of each wait before it begins, with the content that the request is about.
  public var notify: @Sendable (Digest?, Duration) -> Void = { _, _ in }

  /// Five attempts within about eight seconds.
  public init() {}

  /// Whether a status says that the same request may succeed later.
  static func isTransient(_ status: Int) -> Bool { [408, 429, 500, 502, 503, 504].contains(status) }

  /// The wait after a failed attempt, counted from 0; `nil` when it was the last or the server wants longer.
  func delay(after attempt: Int, retryAfter: String? = nil) -> Duration? {
    guard attempt + 1 < attempts else { return nil }
    if let seconds = retryAfter.flatMap({ Int64($0) }), seconds >= 0 {
      return .seconds(seconds) <= longestDelay ? .seconds(seconds) : nil
    }
    return min(firstDelay * (1 << min(attempt, 16)), longestDelay)
  }
}
