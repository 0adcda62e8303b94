import Glibc

/// A value that several threads share, reached under a lock only.
///
/// A `pthread_mutex_t` and not `Synchronization.Mutex`, because ThreadSanitizer on Linux does not see the latter and
/// reports every use as a race.
///
/// `@unchecked Sendable`: `value` is read and written only between `pthread_mutex_lock` and `pthread_mutex_unlock`.
public final class Locked<Value: ~Copyable>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private var value: Value

  /// Puts a value behind a new lock.
  public init(_ value: consuming sending Value) {
    self.value = value
    mutex = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Runs `body` with the value while no other thread has it. Not reentrant; never suspends.
  public func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&value)
  }
}
