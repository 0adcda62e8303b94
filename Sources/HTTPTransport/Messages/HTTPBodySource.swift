import ByteStreams

/// Gives the bytes of a request's body, pulled by the thread that sends them.
public protocol HTTPBodySource: AnyObject, Sendable {
  /// Copies the next bytes and returns how many, 0 at the end. May block; ``cancel(_:)`` must end the wait.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int

  /// Nobody reads any more: because the request is over, well or not, or its task was cancelled. Idempotent; may be
  /// called from any thread, also while `read` blocks.
  func cancel(_ error: any Error)
}

extension BytePipe: HTTPBodySource {}
