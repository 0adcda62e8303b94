/// Notices that next to nothing moves on an exchange.
///
/// Time is bought with bytes, a second with each 1,000, and at most as much as may pass in silence. So a transfer ends
/// that long after its last byte, and one that drips a little later; what flows at 1 KB/s goes on for ever. The time that
/// our own side takes, to give bytes or to keep them, is nobody's stall.
struct StallWatch {
  private let limit: Duration
  private let now: @Sendable () -> ContinuousClock.Instant
  private var deadline: ContinuousClock.Instant
  private var bytes: Int64 = 0
  private var ownTime = Duration.zero

  /// Begins to watch.
  init(_ limit: Duration, now: @escaping @Sendable () -> ContinuousClock.Instant) {
    self.limit = limit
    self.now = now
    deadline = now() + limit
  }

  /// Whether the time is up.
  ///
  /// - Parameters:
  ///   - bytes: how many bytes moved so far, either way, heads included.
  ///   - ownTime: how long our own side took so far.
  /// - Returns: true from then on, unless more moves.
  mutating func isOver(bytes: Int64, ownTime: Duration) -> Bool {
    let time = now()
    deadline = min(time + limit, deadline + .milliseconds(bytes - self.bytes) + (ownTime - self.ownTime))
    (self.bytes, self.ownTime) = (bytes, ownTime)
    return deadline <= time
  }
}
