/// Where a shell gets its lines from: an editor on a terminal, or a plain reader of a script.
///
/// One read at a time: the caller lets one `read` function end before it calls the next. Cancelling the task that waits
/// ends the read with `CancellationError` and gives the terminal back as it was.
public protocol LineEditor: Sendable {
  /// Reads one line, with editing, history and completion where the editor has them.
  ///
  /// The line comes without its final newline; a multi-line paste is one line that holds `\n`. Nothing is added to the
  /// history: see ``addHistory(_:)``.
  func readLine(prompt: Prompt) async throws -> LineRead

  /// Reads one line that is not shown while it is typed, such as a password. It never gets near the history.
  func readSecret(prompt: Prompt) async throws -> LineRead

  /// Reads the answer to a question, such as `y`, without editing keys, completion or history.
  func readAnswer(prompt: Prompt) async throws -> LineRead

  /// Shows a message, one or more lines, above the line that is being edited, or at once when none is.
  ///
  /// May be called on any thread at any time; messages keep their order. The text is written as it is: escape what
  /// came from outside.
  func printAbove(_ text: String)

  /// Gives the line that is being edited another prompt; without effect when none is.
  ///
  /// May be called on any thread at any time. What is typed, and the cursor in it, stay.
  func changePrompt(to prompt: Prompt)

  /// Offers a line to the history, in memory and on disk; its policy may refuse it. Throws ``HistoryError``.
  func addHistory(_ line: String) async throws
}

/// How a read ended.
public enum LineRead: Sendable, Equatable {
  /// A line, without its final newline.
  case line(String)
  /// Ctrl-C, or SIGINT from elsewhere: what was typed is dropped.
  case interrupted
  /// Ctrl-D on an empty line, the end of the script, the terminal is gone, or the process was asked to end.
  case endOfInput
}

/// Why no line could be read.
public enum LineEditingError: Error, Equatable, CustomStringConvertible {
  /// A system call on the terminal or the script failed.
  case system(call: String, errno: Int32)
  /// libedit could not be set up on this terminal.
  case editorUnavailable
  /// The line is longer than the limit, in bytes; the rest of the line is skipped and reading can go on.
  case lineTooLong(limit: Int)
  /// The line is not UTF-8; the number counts from 1.
  case notUTF8(line: Int)

  public var description: String {
    switch self {
    case .system(let call, let errno): "\(call): errno \(errno)"
    case .editorUnavailable: "no line editor on this terminal"
    case .lineTooLong(let limit): "a line of more than \(limit) bytes"
    case .notUTF8(let line): "line \(line) is not UTF-8"
    }
  }
}
