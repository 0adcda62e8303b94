import Glibc

/// A value that threads share and wait on: a lock with a condition variable.
///
/// `@unchecked Sendable`: `value` is read and written only while the mutex is held.
public final class Condition<Value: ~Copyable>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private var value: Value

  /// Puts a value behind a new lock.
  public init(_ value: consuming sending Value) {
    self.value = value
    mutex = .allocate(capacity: 1)
    condition = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Runs `body` with the value while no other thread has it. Wakes nobody: see ``signal()`` and ``broadcast()``.
  public func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&value)
  }

  /// Wakes one waiting thread.
  public func signal() { pthread_cond_signal(condition) }

  /// Wakes every waiting thread.
  public func broadcast() { pthread_cond_broadcast(condition) }

  /// Blocks the calling thread until `attempt` returns a value. To be called on a thread that may block.
  ///
  /// - Parameters:
  ///   - attempt: is called under the lock, at once and after each wake-up, until it returns something.
  ///   - whileWaiting: is called under the lock with `true` before and `false` after each sleep.
  /// - Returns: what `attempt` returned in the end.
  public func wait<Result>(
    _ attempt: (inout Value) throws -> Result?,
    whileWaiting: (inout Value, Bool) -> Void = { _, _ in }
  ) rethrows -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      if let result = try attempt(&value) { return result }
      whileWaiting(&value, true)
      pthread_cond_wait(condition, mutex)
      whileWaiting(&value, false)
    }
  }
}
