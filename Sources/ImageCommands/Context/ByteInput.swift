import Archive
import ByteStreams

/// Standard input as bytes: what `load`, `import` and `cp -` read.
///
/// Small input, a password, comes through ``Prompter/standardInput(limit:)``. A command uses one of the two, once.
public protocol ByteInput: Sendable {
  /// Whether a person would have to type the bytes: a command refuses that.
  var isTerminal: Bool { get }

  /// The regular file that the input is, from its first byte on, to be read by position; nil for everything that comes
  /// but once: a pipe, a socket, a file that somebody has read a part of.
  ///
  /// - Throws: ``FileFailure``.
  func regularFile() throws -> OpenFile?

  /// Streams what is left of the input into a sink, on a thread that may block; cancelling the task ends it.
  ///
  /// - Throws: ``FileFailure``, `CancellationError`, and what the sink throws, which leaves the rest unread.
  func read(into sink: any ByteSink) async throws
}

/// No input: its end is its beginning.
public struct NoInput: ByteInput {
  public init() {}
  public var isTerminal: Bool { false }
  public func regularFile() -> OpenFile? { nil }
  public func read(into sink: any ByteSink) async throws {}
}
