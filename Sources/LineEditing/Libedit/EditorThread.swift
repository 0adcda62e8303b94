import ByteStreams

/// The one thread on which an editor's libedit is called; it starts with the first job.
final class EditorThread: Sendable {
  private struct State {
    var jobs: [@Sendable (EditorSession) -> Void] = []
    var isStarted = false
    var isStopped = false
  }

  private let state = Condition(State())
  private let makeSession: @Sendable () -> EditorSession

  /// Makes a thread; `makeSession` is called on it before the first job.
  init(_ makeSession: @escaping @Sendable () -> EditorSession) { self.makeSession = makeSession }

  /// Runs `body` with the session after the jobs before it.
  func run<Result: Sendable>(_ body: @escaping @Sendable (EditorSession) throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      let hasThread = state.withLock { state in
        if !state.isStarted { state.isStarted = OwnThread.start(loop) }
        if state.isStarted {
          state.jobs.append { session in continuation.resume(with: Swift.Result { try body(session) }) }
        }
        return state.isStarted
      }
      if hasThread { state.signal() } else { continuation.resume(throwing: LineEditingError.editorUnavailable) }
    }
  }

  /// Lets the thread end, and libedit with it, after the jobs that it has.
  func stop() {
    state.withLock { $0.isStopped = true }
    state.signal()
  }

  private var loop: @Sendable () -> Void {
    let (state, makeSession) = (state, makeSession)
    return {
      let session = makeSession()
      while let job = state.wait({ state -> (@Sendable (EditorSession) -> Void)?? in
        if !state.jobs.isEmpty { return .some(state.jobs.removeFirst()) }
        return state.isStopped ? .some(nil) : nil
      }) {
        job(session)
      }
    }
  }
}
