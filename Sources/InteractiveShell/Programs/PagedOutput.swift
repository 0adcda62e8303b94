import ByteStreams
import ImageCommands
import LineEditing
import Presentation
import Programs

/// Keeps what a command writes until it is over or taller than the screen; then a pager shows it, and what follows as it
/// comes. What goes wrong meanwhile is told when the pager is left, so that it stands below.
final class PagedOutput: Sendable {
  private enum State {
    /// What was written, and whether it is an error.
    case gathering([(text: String, isError: Bool)], ScreenPosition)
    case paging(PipeOutput, ChildProcess)
    case plain
  }

  private let output: any TextOutput
  private let errors: HeldOutput
  private let rows: Int
  private let start: @Sendable () throws -> (PipeOutput, ChildProcess)?
  private let state: Locked<State>

  /// - Parameters:
  ///   - context: the outputs and the size of their terminal.
  ///   - start: starts the pager; nil for none.
  init(_ context: CommandContext, start: @escaping @Sendable () throws -> (PipeOutput, ChildProcess)?) {
    output = context.output
    errors = HeldOutput(context.errors)
    // The prompt wants a line below.
    rows = context.terminal.rows - 1
    self.start = start
    state = Locked(.gathering([], ScreenPosition(columns: context.terminal.columns)))
  }

  /// Leads both outputs here.
  func lead(_ context: inout CommandContext) {
    context.output = Face(output: self, isError: false)
    context.errors = Face(output: self, isError: true)
  }

  private func write(_ text: String, isError: Bool) throws {
    // Nothing is written under the lock: the pager may be in no hurry.
    let next = state.withLock { state -> Next in
      switch state {
      case .plain: return .output(isError ? errors : output)
      case .paging(let pipe, _): return .output(isError ? errors : pipe)
      case .gathering(var texts, var position):
        texts.append((text, isError))
        if !isError { position.advance(over: Self.withoutStyles(text)) }
        guard position.row > rows else {
          state = .gathering(texts, position)
          return .nothing
        }
        state = .plain
        do {
          guard let (pipe, pager) = try start() else { return .texts(texts, output, nil) }
          state = .paging(pipe, pager)
          return .texts(texts, pipe, nil)
        } catch {
          return .texts(texts, output, error)
        }
      }
    }
    switch next {
    case .nothing: break
    case .output(let output): try output.write(text)
    case .texts(let texts, let output, let error):
      if !(output is PipeOutput) { errors.release() }
      try pass(texts, to: output)
      if let error { _ = ExitStatus.tell(error, on: errors, style: .plain) }
    }
  }

  /// What is to be done with a text.
  private enum Next {
    case nothing
    case output(any TextOutput)
    /// All that was kept goes there; what went wrong with the pager.
    case texts([(text: String, isError: Bool)], any TextOutput, (any Error)?)
  }

  private func pass(_ texts: [(text: String, isError: Bool)], to output: any TextOutput) throws {
    for part in texts { try (part.isError ? errors : output).write(part.text) }
  }

  /// Lets a write that waits for the pager end.
  func abandon() {
    if case .paging(let pipe, _) = state.withLock({ $0 }) { pipe.abandon() }
  }

  /// Shows what is kept, or waits until the pager is left.
  func finish(terminal: Int32?) async throws {
    let ended = state.withLock { state in
      defer { state = .plain }
      return state
    }
    switch ended {
    case .gathering(let texts, _):
      errors.release()
      try pass(texts, to: output)
    case .plain: break
    case .paging(let pipe, let pager):
      pipe.close()
      _ = await ForegroundPrograms(processes: [pager], terminal: terminal).wait()
      errors.release()
    }
  }

  private static func withoutStyles(_ text: String) -> String {
    guard text.utf8.contains(0x1B) else { return text }
    var result = String.UnicodeScalarView()
    var isStyle = false
    for scalar in text.unicodeScalars {
      if isStyle {
        isStyle = scalar == "[" || !("@"..."~").contains(scalar)
      } else if scalar == "\u{1b}" {
        isStyle = true
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  private struct Face: TextOutput {
    let output: PagedOutput
    let isError: Bool
    func write(_ text: String) throws { try output.write(text, isError: isError) }
  }
}
