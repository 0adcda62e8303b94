import ByteStreams

/// What other threads have for an editor's thread while it reads: messages to show and signals.
final class EditorMailbox: Sendable {
  enum Event: Sendable {
    case message(String)
    case prompt(Prompt)
    case signal(Signal)
  }

  private struct State {
    var isReading = false
    var events: [Event] = []
  }

  /// Wakes the editor's thread.
  let wake: WakePipe
  private let writer: TerminalWriter
  private let state = Locked(State())

  init(writer: TerminalWriter) throws(LineEditingError) {
    wake = try WakePipe()
    self.writer = writer
  }

  /// Shows a message: now, when nothing is being read, else by the editor's thread.
  func post(_ message: String) {
    let text = message.hasSuffix("\n") ? message : message + "\n"
    state.withLock { state in
      if state.isReading { state.events.append(.message(text)) } else { writer.write(text) }
    }
    wake.wake()
  }

  /// Hands over another prompt; without effect when nothing is being read.
  func post(_ prompt: Prompt) {
    state.withLock { if $0.isReading { $0.events.append(.prompt(prompt)) } }
    wake.wake()
  }

  /// Hands over a signal that came while a line was read.
  func post(_ signal: Signal) {
    state.withLock { $0.events.append(.signal(signal)) }
    wake.wake()
  }

  /// Begins to keep messages for the reader.
  func begin() {
    state.withLock { $0 = State(isReading: true, events: []) }
    wake.clear()
  }

  /// The events so far, the oldest first.
  func take() -> [Event] {
    wake.clear()
    return state.withLock { state in
      defer { state.events = [] }
      return state.events
    }
  }

  /// Ends the reading: messages that came too late for it are shown.
  func end() {
    state.withLock { state in
      for case .message(let text) in state.events { writer.write(text) }
      state = State()
    }
  }
}
