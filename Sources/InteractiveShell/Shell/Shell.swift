import ByteStreams
import CommandLanguage
import ImageCommands
import LineEditing
import Presentation
import Worlds

/// The prompt at a terminal: reads a line, runs it in the session, and asks again.
///
/// Ctrl-C drops the line that is edited, or cancels the command that runs; Ctrl-D leaves.
public struct Shell: Sendable {
  private let session: Session
  private let editor: any LineEditor
  private let completer: ShellCompleter?
  private let shown = Locked(ShownPrompt())
  /// Ctrl-C came while a line was on its way to its command.
  private let missed = Locked(false)

  /// Makes a shell.
  ///
  /// - Parameters:
  ///   - session: runs the lines.
  ///   - editor: gets the lines.
  ///   - completer: what the editor asks at a Tab, to be told of lines that go on.
  public init(_ session: Session, editor: any LineEditor, completer: ShellCompleter? = nil) {
    self.session = session
    self.editor = editor
    self.completer = completer
  }

  /// Serves until `exit`, Ctrl-D, the loss of the terminal, or the task's cancellation.
  ///
  /// - Parameter opening: a command that is run first, in place of a greeting. It leads into an extension's world, and
  ///   the shell ends with that world, too.
  /// - Returns: the status of the last command, or what `exit` was given.
  public func run(opening: [String]? = nil) async -> ExitStatus {
    // Ctrl-C between two commands is nobody's and must not end the shell.
    let base = Interrupts.process.register(for: [.interrupt]) { [missed] _ in missed.withLock { $0 = true } }
    defer { base.cancel() }
    for other in session.extensions { other.beginSession { say($0) } }
    var state = State()
    if let opening {
      let session = session
      if case .done(let status) = await cancellably({ .done(await session.run(words: opening)) }) {
        state.status = status
      }
      if session.isInOwnWorld { return state.status }
    } else {
      editor.printAbove(greeting)
    }
    while !Task.isCancelled {
      do {
        switch try await readLine(state) {
        case .endOfInput:
          guard keepsLeaver(&state) else { return state.status }
        case .interrupted:
          state.pending.clear()
          state.wasWarned = false
        case .line(let text):
          if let status = await take(text, &state) { return status }
          if opening != nil, session.isInOwnWorld { return state.status }
        }
      } catch {
        // A cancelled read is the end that somebody asked for; else the terminal is lost.
        return error is CancellationError ? state.status : session.tell(error)
      }
      completer?.begin(behind: state.pending.text)
    }
    return state.status
  }

  /// The prompt of the line that is read.
  private struct ShownPrompt {
    /// Counts the lines.
    var number = 0
    /// The status that it tells; nil while none is read, and where the prompt is a secondary one.
    var status: ExitStatus?
  }

  private struct State {
    var status = ExitStatus.success
    var pending = PendingLines()
    var toldHistory = false
    /// The last thing that was done was to ask for leave, and it was told what would be cut off.
    var wasWarned = false
  }

  private func readLine(_ state: State) async throws -> LineRead {
    let prompt = await prompt(state)
    let status = state.pending.text == nil ? state.status : nil
    shown.withLock { $0 = ShownPrompt(number: $0.number + 1, status: status) }
    defer { shown.withLock { $0.status = nil } }
    missed.withLock { $0 = false }
    return try await editor.readLine(prompt: prompt)
  }

  /// Whether who wants to leave is told what would be cut off, for the first time.
  private func keepsLeaver(_ state: inout State) -> Bool {
    guard !state.wasWarned, !Task.isCancelled, let unfinished = session.unfinished else { return false }
    editor.printAbove(unfinished)
    state.wasWarned = true
    return true
  }

  /// Runs what was read: one line, or a pasted block line by line. Returns the status to leave with.
  private func take(_ text: String, _ state: inout State) async -> ExitStatus? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (place, line) in lines.enumerated() {
      let whole = state.pending.joined(with: line)
      if lines.count > 1, !line.isEmpty { editor.printAbove(await prompt(state).text + Escaping.line(line)) }
      let session = session
      let outcome = await cancellably { await session.run(whole) }
      if case .incomplete(let reason) = outcome {
        state.pending.keep(whole, reason)
        continue
      }
      state.pending.clear()
      await addHistory(whole, &state)
      switch outcome {
      case .nothing, .incomplete: break
      case .leave(let status):
        guard keepsLeaver(&state) else { return status ?? state.status }
        tellNotRun(lines[(place + 1)...])
        return nil
      case .done(let status):
        state.status = status
        state.wasWarned = false
        // Of a block that one pastes or recalls, nothing is run behind what failed, as in a script.
        if status != .success || Task.isCancelled {
          tellNotRun(lines[(place + 1)...])
          return nil
        }
      }
    }
    return nil
  }

  /// Says how many lines of a block were left.
  private func tellNotRun(_ lines: ArraySlice<String>) {
    let count = lines.count { !$0.allSatisfy(\.isWhitespace) && !$0.hasPrefix("#") }
    guard count > 0 else { return }
    editor.printAbove(count == 1 ? "The line behind it was not run." : "The \(count) lines behind it were not run.")
  }

  /// Runs something that Ctrl-C ends.
  private func cancellably(_ body: @escaping @Sendable () async -> Session.Outcome) async -> Session.Outcome {
    let missed = missed
    let (result, late) = await Interrupts.process.cancelling {
      if missed.withLock({ $0 }) { throw CancellationError() }
      return await body()
    }
    let signal = missed.withLock { $0 } ? .interrupt : late
    missed.withLock { $0 = false }
    // The terminal showed ^C and stayed on its line; the prompt needs one of its own.
    if signal == .interrupt { try? session.context.output.write("\n") }
    guard case .success(let outcome) = result else { return .done(.interrupted) }
    // A command that was done when the signal came stays done.
    if signal == .interrupt, case .done(let status) = outcome, status != .success { return .done(.interrupted) }
    return outcome
  }

  private func addHistory(_ line: String, _ state: inout State) async {
    do { try await editor.addHistory(line) } catch {
      // Once is enough: the line is in memory, and the next one will fail alike.
      if !state.toldHistory { _ = session.tell(HistoryNotKept(reason: "\(error)")) }
      state.toldHistory = true
    }
  }

  private func prompt(_ state: State) async -> LineEditing.Prompt {
    if state.pending.text != nil { return "> " }
    return await prompt(behind: state.status)
  }

  /// The prompt as it is now, behind a command that ended with a status.
  private func prompt(behind status: ExitStatus) async -> LineEditing.Prompt {
    var segments: [String] = []
    for other in session.extensions { if let segment = await other.promptSegment() { segments.append(segment) } }
    let isOwnWorld = session.isInOwnWorld
    // A lesson's step says more than as whom its world is logged in.
    let account = isOwnWorld ? await session.account() : nil
    let prompt = ShellPrompt(
      world: session.world.origin, isOwnWorld: isOwnWorld, account: account, segments: segments, status: status)
    let terminal = session.context.terminal
    return prompt.prompt(style: terminal.style, columns: terminal.columns)
  }

  /// Says something above the line that is edited, if one is, and brings its prompt up to date: what is said changes it.
  private func say(_ text: String) {
    editor.printAbove(text)
    let line = shown.withLock { $0 }
    guard let status = line.status else { return }
    Task {
      let prompt = await prompt(behind: status)
      shown.withLock { if $0.number == line.number { editor.changePrompt(to: prompt) } }
    }
  }

  private var greeting: String {
    let style = session.context.terminal.style
    var text = "Drydock \(VersionCommand.current): Tab completes, '?' explains what comes next, 'help' lists all.\n"
    if case .simulated(let fixture) = session.world.origin {
      let name = Escaping.line(fixture)
      text += style.yellow("The world \(name) is simulated, and all of it ends with this shell.") + "\n"
    }
    return text
  }
}

/// The history's file could not be written.
private struct HistoryNotKept: WordedError {
  let reason: String
  var words: ErrorText { ErrorText("the history is not kept: \(reason)") }
}
