import ByteStreams
import ContentStore
import Presentation

/// How far a job is, from the progress that its command reports.
final class JobProgress: ProgressSink {
  private let total = Locked(ProgressTotal())
  private let now: @Sendable () -> ContinuousClock.Instant
  private let start: ContinuousClock.Instant

  /// Begins now, by a clock.
  init(now: @escaping @Sendable () -> ContinuousClock.Instant) {
    self.now = now
    start = now()
  }

  func report(_ event: ProgressEvent) {
    guard event.isLayer else { return }
    total.withLock { $0.take(event, now: now()) }
  }

  /// `45% of 27.1MB, 3.1MB/s, 3s left`; where no bytes are known to move, how long it has been going on.
  var text: String {
    let now = now()
    return total.withLock { total in
      total.sample(now)
      guard total.isUnfinished else {
        return "for " + ProgressTotal.text(seconds: Int(start.duration(to: now).components.seconds))
      }
      return "\(total.percent)% of \(ByteSize.text(total.size, precision: .three)), \(total.pace(now))"
    }
  }
}
