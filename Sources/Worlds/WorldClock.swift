import ByteStreams
import Glibc
import ImageSpec

/// Tells a world's time. Nothing else reads a clock.
public protocol WorldClock: Sendable {
  /// The time in this world.
  func now() -> Timestamp
}

/// The system's clock.
public struct SystemClock: WorldClock {
  /// The clock that everybody shares.
  public init() {}

  public func now() -> Timestamp { Self.read(CLOCK_REALTIME) }

  static func read(_ clock: clockid_t) -> Timestamp {
    var time = timespec()
    clock_gettime(clock, &time)
    return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec))
  }
}

/// A clock that started at a given moment and goes as fast as ours.
public final class SimulatedClock: WorldClock {
  private let start: Locked<(world: Timestamp, real: Timestamp)>

  /// Starts the clock at a moment of its world.
  public init(startingAt moment: Timestamp) {
    start = Locked((moment, SystemClock.read(CLOCK_MONOTONIC)))
  }

  public func now() -> Timestamp {
    let (world, real) = start.withLock { $0 }
    let current = SystemClock.read(CLOCK_MONOTONIC)
    let nanoseconds =
      Int64(world.nanoseconds) + Int64(current.nanoseconds) - Int64(real.nanoseconds) + 1_000_000_000
    return Timestamp(
      seconds: world.seconds + current.seconds - real.seconds - 1 + nanoseconds / 1_000_000_000,
      nanoseconds: Int32(nanoseconds % 1_000_000_000))
  }

  /// Sets the clock, as restoring a snapshot does.
  public func set(_ moment: Timestamp) {
    start.withLock { $0 = (moment, SystemClock.read(CLOCK_MONOTONIC)) }
  }
}
