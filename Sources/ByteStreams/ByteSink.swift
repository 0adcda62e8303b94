/// Takes a stream of bytes, one chunk after the other, in order.
///
/// Sinks are how a byte passes once through network, hash, inflate and disk: each stage is a sink that writes into the
/// next. A producer calls `write` from one thread at a time, always a thread that may block (see ``BlockingThreads``),
/// so a sink may wait for its own consumer: that is the back-pressure.
public protocol ByteSink: AnyObject, Sendable {
  /// Takes the next bytes. The buffer is valid during the call only.
  ///
  /// A throwing sink ends the stream: the producer stops and passes the error on. The sink is then in an undefined
  /// state and gets no further call.
  func write(_ bytes: UnsafeRawBufferPointer) throws
}

extension ByteSink {
  /// Takes bytes that are already in memory.
  public func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try write($0) }
  }
}
