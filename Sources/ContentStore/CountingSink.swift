import ByteStreams

/// Passes a stream on and tells after each chunk how many bytes came so far.
public final class CountingSink: ByteSink {
  private let next: any ByteSink
  private let progress: @Sendable (Int64) -> Void
  private let count: Locked<Int64>

  /// - Parameters:
  ///   - next: takes the bytes.
  ///   - start: how many bytes were there before.
  ///   - progress: is told the count, absolute.
  public init(next: any ByteSink, startingAt start: Int64 = 0, progress: @escaping @Sendable (Int64) -> Void) {
    self.next = next
    self.progress = progress
    count = Locked(start)
  }

  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    try next.write(bytes)
    progress(
      count.withLock { count in
        count += Int64(bytes.count)
        return count
      })
  }
}
