import Glibc

/// Threads of our own for calls that block: file and socket reads, `flock`, libcurl, a sink that waits.
///
/// The cooperative pool has one thread a core and must never wait; here a call may take as long as it likes. Idle
/// threads are kept for the next call. The number of threads is not bounded here: who starts work bounds it.
public enum BlockingThreads {
  /// Runs `body` on a thread that may block and returns its result.
  ///
  /// Cancelling the task does not stop `body`, which may ask ``isCancelled``; a caller that wants more passes a wake-up
  /// of its own.
  public static func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    let isCancelled = Locked(false)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        pool.submit {
          $cancellation.withValue(isCancelled) { continuation.resume(with: Swift.Result { try body() }) }
        }
      }
    } onCancel: {
      isCancelled.withLock { $0 = true }
    }
  }

  /// Whether the task that the present thread works for was cancelled; false on a thread that works for none.
  public static var isCancelled: Bool { cancellation?.withLock { $0 } ?? false }

  /// Throws where ``isCancelled``: what every loop over much data calls.
  public static func checkCancellation() throws(CancellationError) { if isCancelled { throw CancellationError() } }

  @TaskLocal private static var cancellation: Locked<Bool>?

  /// Runs `body` on a thread that may block; nobody waits for it.
  public static func start(_ body: @escaping @Sendable () -> Void) { pool.submit(body) }

  private static let pool = ThreadPool()
}

/// Threads that take jobs from one queue; a job that finds no idle thread gets a new one.
private final class ThreadPool: Sendable {
  private struct State {
    var jobs: [@Sendable () -> Void] = []
    var idle = 0
  }

  private let state = Condition(State())

  func submit(_ job: @escaping @Sendable () -> Void) {
    let needsThread = state.withLock { state -> Bool in
      state.jobs.append(job)
      return state.idle < state.jobs.count
    }
    if needsThread { startThread() } else { state.signal() }
  }

  private func startThread() {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    defer { pthread_attr_destroy(&attributes) }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self)
    let status = pthread_create(
      &thread, &attributes,
      { context in
        guard let context else { return nil }
        let pool = Unmanaged<ThreadPool>.fromOpaque(context).takeRetainedValue()
        while true { pool.nextJob()() }
      }, context.toOpaque())
    if status != 0 {
      // The system gives no more threads: a job runs late on one that exists, or here when there is none.
      context.release()
      let job = state.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
      job?()
    }
  }

  private func nextJob() -> @Sendable () -> Void {
    state.wait { state in
      guard state.jobs.isEmpty else { return state.jobs.removeFirst() }
      return nil
    } whileWaiting: { state, waiting in
      state.idle += waiting ? 1 : -1
    }
  }
}
