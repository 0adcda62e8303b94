import ByteStreams
import CEpoll
import Glibc

/// One thread on which all clients run, as tasks that wait for their sockets: the generator shares its cores with the
/// server that it measures, so it must cost little.
///
/// `@unchecked Sendable`: jobs come from any thread through a lock; everything else is touched by the thread in
/// ``run(_:)`` only, and so is what the tasks on it share.
final class Reactor: TaskExecutor, @unchecked Sendable {
  private struct Waiting {
    let continuation: UnsafeContinuation<Bool, Never>
    let deadline: ContinuousClock.Instant
  }

  private let jobs = Locked<[UnownedJob]>([])
  private let epoll = epoll_create1(0)
  private var happened: Set<Int32> = []
  private var waiting: [Int32: Waiting] = [:]
  private var sleeping: [Waiting] = []
  private var lastLook = ContinuousClock.now

  /// How long a client waits for its socket before it gives up.
  let patience: Duration

  init(patience: Duration = .seconds(30)) { self.patience = patience }

  deinit { close(epoll) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
  }

  /// Runs a task and those that it starts, on the calling thread, to its end.
  func run<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws -> Value {
    let result = Locked<Result<Value, any Error>?>(nil)
    Task(executorPreference: self) {
      do {
        let value = try await body()
        result.withLock { $0 = .success(value) }
      } catch {
        result.withLock { $0 = .failure(error) }
      }
    }
    while true {
      runJobs()
      if let result = result.withLock({ $0 }) { return try result.get() }
      wait()
    }
  }

  private func runJobs() {
    while true {
      let ready = jobs.withLock { jobs in
        defer { jobs = [] }
        return jobs
      }
      if ready.isEmpty { return }
      for job in ready { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
  }

  /// Waits for sockets; looks every ten milliseconds whether somebody has waited long enough.
  private func wait() {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 256) { sockets in
      let count = epoll_happened(epoll, sockets.baseAddress, 256, 10)
      for socket in sockets.prefix(max(0, Int(count))) {
        if let entry = waiting.removeValue(forKey: socket) {
          entry.continuation.resume(returning: true)
        } else {
          happened.insert(socket)
        }
      }
    }
    let now = ContinuousClock.now
    guard now - lastLook > .milliseconds(10) else { return }
    lastLook = now
    for entry in sleeping where entry.deadline <= now { entry.continuation.resume(returning: true) }
    sleeping.removeAll { $0.deadline <= now }
    for (socket, entry) in waiting where entry.deadline <= now {
      waiting[socket] = nil
      entry.continuation.resume(returning: false)
    }
  }

  /// Watches a new socket until it is closed.
  func watch(_ socket: Int32) { _ = epoll_watch(epoll, socket) }

  /// Forgets a socket that is about to be closed.
  func forget(_ socket: Int32) { happened.remove(socket) }

  /// Waits until something happens to a socket.
  func wait(for socket: Int32) async throws(Failure) {
    if happened.remove(socket) != nil { return }
    let deadline = ContinuousClock.now + patience
    let isReady = await withUnsafeContinuation { continuation in
      waiting[socket] = Waiting(continuation: continuation, deadline: deadline)
    }
    if !isReady { throw .timeout }
  }

  /// Lets the other clients go on until a moment has come.
  func sleep(until deadline: ContinuousClock.Instant) async {
    _ = await withUnsafeContinuation { continuation in
      sleeping.append(Waiting(continuation: continuation, deadline: deadline))
    }
  }

  /// Lets the other clients go on for a while.
  func sleep(_ duration: Duration) async { await sleep(until: .now + duration) }
}
