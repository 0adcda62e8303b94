import ByteStreams

/// Passes a stream on and remembers what the next sink threw: so that a failure of the sink can be told from its
/// producer's.
public final class SinkWatch: ByteSink {
  private let next: any ByteSink
  private let seen = Locked<(any Error)?>(nil)

  /// Watches a sink.
  public init(next: any ByteSink) { self.next = next }

  /// What the sink threw; nil as long as it took everything.
  public var failure: (any Error)? { seen.withLock { $0 } }

  /// Passes the bytes on.
  ///
  /// - Throws: what the sink throws.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    do { try next.write(bytes) } catch {
      seen.withLock { $0 = error }
      throw error
    }
  }
}
