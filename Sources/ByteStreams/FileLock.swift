import Glibc

/// Locks on open files against others that open the same file, be they tasks or processes; see `flock(2)`. A lock ends
/// with its descriptor.
public enum FileLock {
  /// The longest pause between two attempts, in microseconds.
  private static let longestPause: UInt32 = 25_000

  /// Locks a file, waiting for others as long as it takes or until the task is cancelled. To be called within
  /// ``BlockingThreads/run(_:)``.
  ///
  /// It asks again and again: a thread that sleeps in the system could not be told of the cancellation.
  ///
  /// - Returns: the error number of the system; 0 where the file is locked.
  /// - Throws: `CancellationError`, with the file not locked.
  public static func wait(_ descriptor: Int32, exclusively: Bool) throws(CancellationError) -> Int32 {
    var pause: UInt32 = 500
    while flock(descriptor, (exclusively ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { return errno }
      try BlockingThreads.checkCancellation()
      usleep(pause)
      pause = min(2 * pause, longestPause)
    }
    return 0
  }
}
