import ByteStreams

/// One request that was answered. Never holds credentials.
public struct LoggedRequest: Hashable, Sendable {
  /// The method.
  public let method: String
  /// The path, decoded, without its query.
  public let path: String
  /// The answer's status; 0 where none was sent.
  public let status: Int
  /// The bytes of the answer's body.
  public let bytes: Int64

  /// Composes an entry.
  public init(method: String, path: String, status: Int, bytes: Int64) {
    self.method = method
    self.path = path
    self.status = status
    self.bytes = bytes
  }
}

/// The latest requests, oldest first, up to a bound.
final class RequestLog: Sendable {
  private struct State {
    var entries: [LoggedRequest] = []
    var total = 0
  }

  private let state = Locked(State())
  private let limit: Int

  init(limit: Int) { self.limit = max(1, limit) }

  var entries: [LoggedRequest] { state.withLock { Array($0.entries.suffix(limit)) } }
  var total: Int {
    get { state.withLock { $0.total } }
    set { state.withLock { $0.total = newValue } }
  }

  func append(_ entry: LoggedRequest) {
    state.withLock { state in
      state.total += 1
      state.entries.append(entry)
      // Twice the bound before it is cut, so that a cut is rare.
      if state.entries.count >= 2 * limit { state.entries.removeFirst(state.entries.count - limit) }
    }
  }

  func clear() { state.withLock { $0.entries = [] } }
}
