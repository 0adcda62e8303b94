import ByteStreams

/// The latest requests, oldest first, up to a bound.
final class RequestLog: Sendable {
  private struct State {
    var entries: [LoggedRequest] = []
    var total = 0
    var listeners: [Int: AsyncStream<LoggedRequest>.Continuation] = [:]
    var listenerCount = 0
  }

  private let state = Locked(State())
  private let limit: Int

  init(limit: Int) { self.limit = max(1, limit) }

  var entries: [LoggedRequest] { state.withLock { Array($0.entries.suffix(limit)) } }
  var total: Int { state.withLock { $0.total } }

  /// Adds the entry that belongs to a number, and tells who listens.
  func append(_ entry: (_ number: Int) -> LoggedRequest) {
    state.withLock { state in
      state.total += 1
      let entry = entry(state.total)
      state.entries.append(entry)
      // Twice the bound before it is cut, so that a cut is rare.
      if state.entries.count >= 2 * limit { state.entries.removeFirst(state.entries.count - limit) }
      for listener in state.listeners.values { listener.yield(entry) }
    }
  }

  /// Goes back to a count: what came later is forgotten.
  func rewind(to total: Int) {
    state.withLock { state in
      state.total = total
      state.entries.removeAll { $0.number > total }
    }
  }

  func clear() { state.withLock { $0.entries = [] } }

  /// What comes from now on; who does not keep up misses the oldest.
  func follow(limit: Int) -> AsyncStream<LoggedRequest> {
    AsyncStream(bufferingPolicy: .bufferingNewest(limit)) { continuation in
      let number = state.withLock { state in
        state.listenerCount += 1
        state.listeners[state.listenerCount] = continuation
        return state.listenerCount
      }
      continuation.onTermination = { [weak self] _ in self?.state.withLock { $0.listeners[number] = nil } }
    }
  }
}
