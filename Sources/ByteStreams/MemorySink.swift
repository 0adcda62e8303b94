/// Collects a stream in memory, up to a limit: for manifests, configurations, tokens and error bodies.
public final class MemorySink: ByteSink {
  private let storage: Locked<[UInt8]>

  /// The most bytes that this sink takes.
  public let limit: Int

  /// - Parameter limit: the most bytes that it takes; one more is ``LimitExceeded``.
  public init(limit: Int) {
    self.limit = limit
    storage = Locked([])
  }

  /// What was written so far.
  public var bytes: [UInt8] { storage.withLock { $0 } }

  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    try storage.withLock { collected in
      guard bytes.count <= limit - collected.count else { throw LimitExceeded(limit: limit) }
      collected.append(contentsOf: bytes)
    }
  }

  /// The stream was longer than the sink's limit, in bytes.
  public struct LimitExceeded: Error, Hashable {
    /// The limit that was set, in bytes.
    public let limit: Int

    /// States the limit.
    public init(limit: Int) { self.limit = limit }
  }
}
