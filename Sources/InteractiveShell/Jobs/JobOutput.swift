import ByteStreams
import ImageCommands

/// What a job writes: the last lines of it, to be shown when somebody asks.
final class JobOutput: Sendable {
  /// How many lines are kept, and of how many bytes; what a longer line has more is dropped.
  static let lineLimit = 200
  static let byteLimit = 1 << 10

  private struct Line {
    var text = ""
    let isError: Bool
  }

  private struct State {
    var lines: [Line] = []
    var dropped = 0
    /// The lines that have no end yet: of the output, and of the errors.
    var begun = [Line(isError: false), Line(isError: true)]
    /// The first line of what was last written as an error.
    var headline: String?
  }

  /// One of the two outputs that a command has.
  private struct Stream: TextOutput {
    let target: JobOutput
    let isError: Bool

    func write(_ text: String) { target.take(text, isError: isError) }
  }

  private let state = Locked(State())

  /// Takes what the command is asked for.
  var output: any TextOutput { Stream(target: self, isError: false) }
  /// Takes what goes wrong.
  var errors: any TextOutput { Stream(target: self, isError: true) }

  /// The first line of the last error, without docker's words for who answered; nil where nothing went wrong.
  var headline: String? {
    let prefix = "Error response from daemon: "
    return state.withLock { state in
      state.headline.map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }
    }
  }

  /// Shows what was kept, each line where the command itself would have written it.
  func show(in context: CommandContext) throws {
    let (lines, dropped) = state.withLock { ($0.lines + $0.begun.filter { !$0.text.isEmpty }, $0.dropped) }
    if dropped > 0 {
      try context.errors.line("(\(dropped == 1 ? "one line" : "\(dropped) lines") before are not kept)")
    }
    for line in lines { try (line.isError ? context.errors : context.output).line(line.text) }
  }

  private func take(_ text: String, isError: Bool) {
    state.withLock { state in
      let stream = isError ? 1 : 0
      if isError { state.headline = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? state.headline }
      for piece in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if piece.offset > 0 {
          state.lines.append(state.begun[stream])
          state.begun[stream].text = ""
        }
        let room = Self.byteLimit - state.begun[stream].text.utf8.count
        if room > 0 { state.begun[stream].text += piece.element.prefix(room) }
      }
      let excess = state.lines.count - Self.lineLimit
      if excess > 0 {
        state.lines.removeFirst(excess)
        state.dropped += excess
      }
    }
  }
}
