import ContentStore
import ImageSpec

/// How far all layers of a copy are together, how fast their bytes flow, and how long the rest will take.
///
/// What was there before, or needs no bytes to be moved, does not count. A value without a clock: each call says what
/// time it is.
public struct ProgressTotal: Sendable {
  private struct Part {
    var completed: Int64
    let size: Int64
  }

  private struct Sample {
    let time: ContinuousClock.Instant
    let completed: Int64
  }

  /// Bytes that have moved.
  public private(set) var completed: Int64 = 0
  /// Bytes that have to move in all, as far as it is known.
  public private(set) var size: Int64 = 0

  /// Nothing moves yet.
  public init() {}

  private var parts: [Digest: Part] = [:]
  private var samples: [Sample] = []

  /// The rate is that of the last ten seconds, by samples that are one second apart.
  private static let window = Duration.seconds(10)
  private static let spacing = Duration.seconds(1)

  /// Whether there is something left to move.
  public var isUnfinished: Bool { completed < size }

  /// The part that has moved, in whole percent.
  public var percent: Int { size > 0 ? Int(Double(completed) / Double(size) * 100) : 100 }

  /// Takes what an event says of a layer.
  public mutating func take(_ event: ProgressEvent, now: ContinuousClock.Instant) {
    if samples.isEmpty { samples.append(Sample(time: now, completed: 0)) }
    switch event.phase {
    case .queued, .waiting, .transferring: set(event, completed: event.completed)
    case .complete: set(event, completed: event.total)
    case .exists, .mounted, .skippedForeign: remove(event.digest)
    case .retrying: return
    }
    sample(now)
  }

  /// Notes how far it is now, for the rate. May be called at any time.
  public mutating func sample(_ now: ContinuousClock.Instant) {
    guard let last = samples.last, last.time.duration(to: now) >= Self.spacing else { return }
    samples.append(Sample(time: now, completed: completed))
    while samples.count > 2, samples[1].time.duration(to: now) >= Self.window { samples.removeFirst() }
  }

  private mutating func set(_ event: ProgressEvent, completed new: Int64) {
    guard event.total > 0 || parts[event.digest] != nil else { return }
    var part = parts[event.digest] ?? Part(completed: 0, size: event.total)
    if parts[event.digest] == nil { size += part.size }
    let reached = min(part.size, max(part.completed, new))
    completed += reached - part.completed
    part.completed = reached
    parts[event.digest] = part
  }

  private mutating func remove(_ digest: Digest) {
    guard let part = parts.removeValue(forKey: digest) else { return }
    size -= part.size
    completed -= part.completed
  }

  /// Bytes a second of late; nil as long as nothing can be said.
  func rate(_ now: ContinuousClock.Instant) -> Double? {
    guard let first = samples.first else { return nil }
    let elapsed = first.time.duration(to: now)
    guard elapsed >= Self.spacing else { return nil }
    return max(0, Double(completed - first.completed)) / (elapsed / .seconds(1))
  }

  /// `12.1MB/s, 11s left`; with another word where nothing moves or nothing is known.
  public func pace(_ now: ContinuousClock.Instant) -> String {
    guard let rate = rate(now) else { return "just begun" }
    guard rate >= 1 else { return "stalled" }
    let speed = "\(ByteSize.text(Int64(rate), precision: .three))/s"
    let left = Double(size - completed) / rate
    return left < 360_000 ? "\(speed), \(Self.text(seconds: Int(left.rounded(.up)))) left" : speed
  }

  /// `45s`, `3m 20s`, `1h 5m`.
  public static func text(seconds: Int) -> String {
    switch seconds {
    case ..<60: "\(seconds)s"
    case ..<3600: "\(seconds / 60)m \(seconds % 60)s"
    default: "\(seconds / 3600)h \(seconds / 60 % 60)m"
    }
  }
}
