/// Runs tasks on ``BlockingThreads``: for code that is asynchronous and blocks now and then for as long as somebody
/// likes, as a command does that writes into the pipe of a pager.
///
/// To be used as a preference, with `withTaskExecutorPreference(_:)`: child tasks and default actors then run there too.
public final class BlockingExecutor: TaskExecutor {
  /// Makes an executor. All of them share the same threads.
  public init() {}

  /// Runs a job on a thread that may block.
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    BlockingThreads.start { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
