import ByteStreams
import ImageSpec

/// Passes a stream on and checks it against a descriptor: the size while it flows, the digest at its end.
///
/// Who keeps bytes writes them through here and calls ``finish()`` before he lets anybody see them.
public final class VerifyingSink: ByteSink {
  private struct State: ~Copyable {
    var digester: Digester
    var count: Int64 = 0
  }

  private let descriptor: Descriptor
  private let next: (any ByteSink)?
  private let state: Locked<State>

  /// - Parameters:
  ///   - descriptor: what the whole stream must be.
  ///   - next: takes the bytes on; nil only checks them.
  /// - Throws: ``Digester/Unavailable``.
  public init(_ descriptor: Descriptor, next: (any ByteSink)? = nil) throws {
    self.descriptor = descriptor
    self.next = next
    state = Locked(State(digester: try Digester(descriptor.digest.algorithm)))
  }

  /// How many bytes came so far.
  public var count: Int64 { state.withLock { $0.count } }

  /// Takes the next bytes; refuses those beyond the descriptor's size before passing them on.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    try state.withLock { state in
      state.count += Int64(bytes.count)
      guard state.count <= descriptor.size else {
        throw ContentError.sizeMismatch(descriptor.digest, expected: descriptor.size, found: state.count)
      }
      state.digester.update(bytes)
    }
    try next?.write(bytes)
  }

  /// Checks that the stream was whole and right.
  ///
  /// - Throws: ``ContentError/sizeMismatch(_:expected:found:)`` or ``ContentError/digestMismatch(expected:found:)``.
  public func finish() throws {
    try state.withLock { state in
      guard state.count == descriptor.size else {
        throw ContentError.sizeMismatch(descriptor.digest, expected: descriptor.size, found: state.count)
      }
      let found = try state.digester.digest()
      guard found == descriptor.digest else {
        throw ContentError.digestMismatch(expected: descriptor.digest, found: found)
      }
    }
  }
}
