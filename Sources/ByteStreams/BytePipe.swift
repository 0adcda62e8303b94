/// A bounded pipe between a thread that produces bytes and a thread that reads them, as an upload needs it: the source
/// pushes into the pipe, libcurl pulls out of it.
///
/// Both sides block, so both run on ``BlockingThreads``. Either side may end it: ``close(throwing:)`` is the producer's
/// end, ``cancel(_:)`` the reader's.
public final class BytePipe: ByteSink {
  private struct State {
    var buffer: [UInt8] = []
    var start = 0
    var isClosed = false
    var failure: (any Error)?
    var cancellation: (any Error)?

    var count: Int { buffer.count - start }
  }

  private let state: Condition<State>
  private let capacity: Int

  /// - Parameter capacity: how many bytes the pipe holds before a writer waits.
  public init(capacity: Int = 1 << 20) {
    self.capacity = capacity
    state = Condition(State())
  }

  /// Blocks until the bytes are in the pipe. Throws the error that the reader cancelled with.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let taken = try state.wait { state -> Int? in
        if let error = state.cancellation { throw error }
        let room = capacity - state.count
        guard room > 0 else { return nil }
        if state.start > 0 {
          state.buffer.removeFirst(state.start)
          state.start = 0
        }
        let part = rest.prefix(room)
        state.buffer.append(contentsOf: part)
        return part.count
      }
      state.broadcast()
      rest = rest.dropFirst(taken)
    }
  }

  /// Ends the stream; a reader gets what is left, then `error` or the end. Idempotent: the first call counts.
  public func close(throwing error: (any Error)? = nil) {
    state.withLock { state in
      guard !state.isClosed else { return }
      state.isClosed = true
      state.failure = error
    }
    state.broadcast()
  }

  /// Tells the writer that nobody reads any more: its next `write` throws `error`. Idempotent.
  public func cancel(_ error: any Error) {
    state.withLock { state in
      if state.cancellation == nil { state.cancellation = error }
    }
    state.broadcast()
  }

  /// Blocks until there is something to read and copies it; 0 at the end. Throws what the producer closed with.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard !buffer.isEmpty else { return 0 }
    let count = try state.wait { state -> Int? in
      guard state.count > 0 else {
        if let error = state.failure { throw error }
        if let error = state.cancellation { throw error }
        return state.isClosed ? 0 : nil
      }
      let part = state.buffer[state.start...].prefix(buffer.count)
      buffer.copyBytes(from: part)
      state.start += part.count
      return part.count
    }
    state.broadcast()
    return count
  }
}
