/// When a line about long work is due where nothing can be redrawn: after ten seconds, then every half minute, and ever
/// more rarely, so that a log of hours has some dozens of them.
public struct NoteSchedule {
  private let start: ContinuousClock.Instant
  private var next: ContinuousClock.Instant

  /// The time before the first line.
  static let first = Duration.seconds(10)
  /// The least time between two lines.
  static let spacing = Duration.seconds(30)

  /// Begins with the work.
  public init(start: ContinuousClock.Instant) {
    self.start = start
    next = start + Self.first
  }

  /// Whether a line is due; then the next one is planned.
  public mutating func isDue(_ now: ContinuousClock.Instant) -> Bool {
    guard now >= next else { return false }
    next = now + max(Self.spacing, start.duration(to: now) / 10)
    return true
  }
}
