import ByteStreams

/// Carries a task's cancellation to the thread that waits for its exchange.
final class Cancellation: Sendable {
  private struct State {
    var isCancelled = false
    var wake: (@Sendable () -> Void)?
  }

  private let state = Locked(State())

  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Ends the wait, now or as soon as it begins.
  func cancel() {
    state.withLock { state in
      state.isCancelled = true
      // Under the lock, so that the session which `wake` refers to is still there.
      state.wake?()
    }
  }

  /// Runs `body`, which may wait until `wake` is called.
  func during<Result>(wake: @escaping @Sendable () -> Void, _ body: () throws -> Result) rethrows -> Result {
    state.withLock { $0.wake = wake }
    defer { state.withLock { $0.wake = nil } }
    return try body()
  }
}
