import ByteStreams
import Presentation

/// Standard output as bytes: what `save`, `export` and `cp -` write. Text goes through ``TextOutput``.
///
/// A command writes on a thread that may block, see `BlockingThreads`, and to one of the two outputs only.
public protocol ByteOutput: ByteSink {
  /// Whether a person would see the bytes: a command refuses to write them there.
  var isTerminal: Bool { get }
}

/// An output that takes text only: a transcript.
public final class NoByteOutput: ByteOutput {
  public init() {}
  public var isTerminal: Bool { false }

  /// Refuses all bytes.
  ///
  /// - Throws: ``Refused``.
  public func write(_ bytes: UnsafeRawBufferPointer) throws { throw Refused() }

  /// The bytes of a file were to be written where only text has a place.
  public struct Refused: WordedError, Hashable {
    public init() {}

    public var words: ErrorText {
      ErrorText(
        "this output takes no binary data", nextStep: "Write to a file: '> FILE', or '-o FILE' where there is it.")
    }
  }
}
