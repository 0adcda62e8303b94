import ImageSpec

/// How far one piece of content is: a value with identity, absolute and monotonic within its phase.
///
/// Events are for the eyes only: what a verb reports in the end comes from its outcome, never from events.
public struct ProgressEvent: Hashable, Sendable {
  /// The content that it is about.
  public let digest: Digest
  /// What happens to it.
  public let phase: Phase
  /// Bytes done so far.
  public let completed: Int64
  /// Bytes in all.
  public let total: Int64
  /// Whether the content is a layer: documents move too, and nobody is shown them.
  public let isLayer: Bool

  /// Composes an event.
  public init(digest: Digest, phase: Phase, completed: Int64 = 0, total: Int64, isLayer: Bool = true) {
    self.digest = digest
    self.phase = phase
    self.completed = completed
    self.total = total
    self.isLayer = isLayer
  }

  /// What can happen to a piece of content.
  public enum Phase: Hashable, Sendable {
    /// It is known that it will be moved.
    case queued
    /// It waits until others are done.
    case waiting
    /// Its bytes flow.
    case transferring
    /// A failed attempt is made again after so many seconds.
    case retrying(seconds: Int)
    /// All its bytes arrived and were verified.
    case complete
    /// It was there before.
    case exists
    /// It was taken over from another repository.
    case mounted(from: RepositoryName)
    /// It is a foreign layer, of which only the reference is kept.
    case skippedForeign
  }
}

/// Takes progress events, from any thread, synchronously; must be quick and must not throw.
public protocol ProgressSink: Sendable {
  /// Takes an event.
  func report(_ event: ProgressEvent)
}

/// Drops all events.
public struct NoProgress: ProgressSink {
  public init() {}
  public func report(_ event: ProgressEvent) {}
}
