import ByteStreams

/// A line editor on a terminal: libedit, on a thread of its own.
///
/// Tab completes, the arrows search the history for what is typed, Ctrl-R searches incrementally, a paste of several
/// lines is one edit, Ctrl-C drops the line. The terminal's settings are put back at the end of every read. A `dumb` or
/// unknown terminal is edited by redrawing, without colours. Nothing is set up before the first read.
public final class LibeditEditor: LineEditor {
  /// What an editor is made of; nothing is read from the environment.
  public struct Configuration: Sendable {
    /// Keys as in emacs or as in vi.
    public enum Keys: String, Sendable {
      case emacs, vi
    }

    /// The terminal's descriptor for what is typed; it stays open as long as the editor.
    public var input: Int32 = 0
    /// The terminal's descriptor for what is shown; it stays open as long as the editor.
    public var output: Int32 = 1
    /// `TERM`.
    public var terminalType: String?
    /// The name before the colon of an `.editrc` line that is for this program only.
    public var programName = "drydock"
    /// The keys, asked at every line. At the first one `.editrc` may say otherwise; a later change counts more.
    public var keys: @Sendable () -> Keys = { .emacs }
    /// The user's `.editrc`, if it is to be read.
    public var editrcPath: String?
    /// Where the history is kept; nowhere but in memory without it.
    public var historyPath: String?
    /// Which lines the history keeps, in memory as on disk.
    public var historyPolicy = HistoryPolicy()
    /// How many lines are kept in memory.
    public var historyCount = 10_000
    /// Whether lists may have dim and bold text, and hints be shown, where the terminal can: not where `NO_COLOR` is set.
    /// A hint that is not dim would look like typed text.
    public var usesStyles = true
    /// What Tab asks.
    public var completer: (any Completer)?
    /// What knows how the line may go on.
    public var hinter: (any Hinter)?
    /// Whether hints are shown, asked at every line.
    public var showsHints: @Sendable () -> Bool = { true }

    /// Standard input and output, nothing else set.
    public init() {}
  }

  private let thread: EditorThread
  private let mailbox: EditorMailbox

  /// Makes an editor. Throws ``LineEditingError/editorUnavailable`` when one of the descriptors is no terminal.
  public init(_ configuration: Configuration, interrupts: Interrupts = .process) throws(LineEditingError) {
    guard TerminalMode.isTerminal(configuration.input), TerminalMode.isTerminal(configuration.output) else {
      throw .editorUnavailable
    }
    let mailbox = try EditorMailbox(writer: TerminalWriter(descriptor: configuration.output))
    self.mailbox = mailbox
    thread = EditorThread { EditorSession(configuration, mailbox: mailbox, interrupts: interrupts) }
  }

  deinit { thread.stop() }

  public func readLine(prompt: Prompt) async throws -> LineRead {
    try await read { try $0.readLine(prompt: prompt, request: $1) }
  }

  public func readSecret(prompt: Prompt) async throws -> LineRead {
    try await read { try $0.readCooked(prompt: prompt, echo: false, request: $1) }
  }

  public func readAnswer(prompt: Prompt) async throws -> LineRead {
    try await read { try $0.readCooked(prompt: prompt, echo: true, request: $1) }
  }

  public func printAbove(_ text: String) { mailbox.post(text) }

  public func changePrompt(to prompt: Prompt) { mailbox.post(prompt) }

  public func addHistory(_ line: String) async throws {
    try await thread.run { try $0.addHistory(line) }
  }

  private func read(
    _ body: @escaping @Sendable (EditorSession, ReadRequest) throws -> LineRead
  ) async throws -> LineRead {
    let request = ReadRequest()
    let (thread, mailbox) = (thread, mailbox)
    return try await withTaskCancellationHandler {
      try await thread.run { try body($0, request) }
    } onCancel: {
      request.cancel()
      mailbox.wake.wake()
    }
  }
}

/// One read, as far as its caller may still want it.
final class ReadRequest: Sendable {
  private let cancelled = Locked(false)

  var isCancelled: Bool { cancelled.withLock { $0 } }

  func cancel() { cancelled.withLock { $0 = true } }
}
