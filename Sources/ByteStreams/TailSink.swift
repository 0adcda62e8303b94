/// Passes a stream on from an offset; what lies in front of it is dropped.
public final class TailSink: ByteSink {
  private let next: any ByteSink
  private let rest: Locked<Int64>

  /// - Parameters:
  ///   - offset: how many bytes are dropped.
  ///   - next: takes the others.
  public init(behind offset: Int64, next: any ByteSink) {
    self.next = next
    rest = Locked(offset)
  }

  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    let skipped = rest.withLock { rest -> Int in
      let skipped = min(rest, Int64(bytes.count))
      rest -= skipped
      return Int(skipped)
    }
    if skipped < bytes.count { try next.write(UnsafeRawBufferPointer(rebasing: bytes[skipped...])) }
  }
}
