import NIOCore

/// Runs the task that serves a connection on the connection's event loop.
///
/// Parsing, answering from memory and writing then happen on one thread, without a switch in between; what may block
/// goes to threads of its own and comes back here.
final class LoopExecutor: TaskExecutor {
  private let loop: any EventLoop

  init(_ loop: any EventLoop) { self.loop = loop }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
