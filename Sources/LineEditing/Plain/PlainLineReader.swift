import ByteStreams

/// Reads the lines of a script from a descriptor that is no terminal: a file, a pipe, a here-document.
///
/// Lines are UTF-8 and end with `\n` or `\r\n`; the last one may lack it; a byte order mark at the start is skipped.
/// It reads ahead, so nobody else can take over the descriptor in the middle. Prompts are not shown; nobody is there
/// to answer, so ``readSecret(prompt:)`` and ``readAnswer(prompt:)`` find the end of the input. The descriptor stays
/// its owner's.
public final class PlainLineReader: LineEditor {
  /// The longest line in bytes, if the caller sets no other.
  public static let lineLimit = 1 << 20

  private let buffer: Locked<LineBuffer>
  private let wake: WakePipe
  private let messages: @Sendable (String) -> Void

  /// Makes a reader of a descriptor.
  ///
  /// - Parameters:
  ///   - descriptor: what is read; has to stay open as long as the reader.
  ///   - lineLimit: the longest line in bytes.
  ///   - messages: takes the texts of ``printAbove(_:)``.
  /// - Throws: ``LineEditingError/system(call:errno:)`` when the process has no descriptors left.
  public init(
    descriptor: Int32, lineLimit: Int = PlainLineReader.lineLimit, messages: @escaping @Sendable (String) -> Void
  ) throws(LineEditingError) {
    let wake = try WakePipe()
    self.wake = wake
    self.messages = messages
    buffer = Locked(LineBuffer(descriptor: descriptor, lineLimit: lineLimit, wake: wake))
  }

  /// Reads the next line. Throws ``LineEditingError/lineTooLong(limit:)`` and ``LineEditingError/notUTF8(line:)`` once
  /// for each such line; the next call goes on after it.
  public func readLine(prompt: Prompt = "") async throws -> LineRead {
    try Task.checkCancellation()
    wake.clear()
    let (buffer, wake) = (buffer, wake)
    return try await withTaskCancellationHandler {
      try await BlockingThreads.run { try buffer.withLock { try $0.next() } }
    } onCancel: {
      wake.wake()
    }
  }

  public func readSecret(prompt: Prompt) async throws -> LineRead { .endOfInput }
  public func readAnswer(prompt: Prompt) async throws -> LineRead { .endOfInput }
  public func printAbove(_ text: String) { messages(text) }
  public func changePrompt(to prompt: Prompt) {}
  public func addHistory(_ line: String) async throws {}
}
