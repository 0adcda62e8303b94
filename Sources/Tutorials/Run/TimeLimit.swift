import ByteStreams

/// Bounds work in time, whether or not it notices that it is cancelled.
enum TimeLimit {
  /// How bounded work ended.
  enum Outcome<Value: Sendable>: Sendable {
    /// In time, with a value.
    case done(Value)
    /// Too late; it was cancelled and ended then.
    case late
    /// Not at all: it was cancelled and goes on all the same. What it works on can't be relied on any more.
    case abandoned
  }

  /// Runs work for a while. Cancelling the caller cancels the work.
  ///
  /// - Parameters:
  ///   - duration: how long it may take. Cancelled work may take as long again to end, within a tenth of a second and
  ///     five seconds.
  ///   - body: the work.
  /// - Returns: how it ended.
  static func run<Value: Sendable>(
    for duration: Duration, _ body: @escaping @Sendable () async -> Value
  ) async -> Outcome<Value> {
    let work = Task { await body() }
    let waiting = Locked<CheckedContinuation<Outcome<Value>, Never>?>(nil)
    let isLate = Locked(false)
    @Sendable func end(_ outcome: Outcome<Value>) {
      let continuation = waiting.withLock { waiting in
        defer { waiting = nil }
        return waiting
      }
      continuation?.resume(returning: outcome)
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        waiting.withLock { $0 = continuation }
        let clock = Task {
          guard (try? await Task.sleep(for: duration)) != nil else { return }
          isLate.withLock { $0 = true }
          work.cancel()
          guard (try? await Task.sleep(for: min(max(duration, .milliseconds(100)), .seconds(5)))) != nil else { return }
          end(.abandoned)
        }
        Task {
          let value = await work.value
          clock.cancel()
          end(isLate.withLock { $0 } ? .late : .done(value))
        }
      }
    } onCancel: {
      work.cancel()
    }
  }
}
