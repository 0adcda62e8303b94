import ByteStreams
import ImageCommands
import Presentation

/// Tells how far a check is: one line at the end of a terminal's output that is drawn again in place, and elsewhere, of
/// long work, a line on the error output now and then. Reports stay whole above it.
final class CheckDisplay: Sendable {
  private struct State {
    var running: [Int: (name: String, step: Int, count: Int)] = [:]
    var ended = 0
    var block = LiveBlock()
    var schedule: NoteSchedule
  }

  private let state: Locked<State>
  private let context: CommandContext
  private let count: Int

  /// Shows nothing yet.
  ///
  /// - Parameters:
  ///   - context: whose terminal and error output are used.
  ///   - count: how many pages there are.
  init(_ context: CommandContext, count: Int) {
    self.context = context
    self.count = count
    state = Locked(State(schedule: NoteSchedule(start: context.pace())))
  }

  /// Takes how far a page is.
  func take(_ progress: CheckProgress, of page: Int, named name: String) {
    switch progress {
    case .opened: break
    case .began(let step, let steps):
      state.withLock { $0.running[page] = (name, step, steps) }
      draw()
    }
  }

  /// A page is done.
  func end(_ page: Int) {
    state.withLock { state in
      state.running[page] = nil
      state.ended += 1
    }
  }

  /// Tells of long work where nothing can be drawn.
  func tick() {
    guard !context.terminal.isTerminal else { return }
    let now = context.pace()
    let text = state.withLock { state in state.schedule.isDue(now) ? Self.text(state, count) : nil }
    // Nobody reads it any more: the report will find out.
    if let text { try? context.errors.line(text) }
  }

  /// Tells something above the line, at once and on the error output.
  func notice(_ text: String) {
    erase()
    // Nobody reads it any more: the report will find out.
    try? context.errors.line("Notice: \(Escaping.line(text))")
    draw()
  }

  /// Takes the line away, before something else is written.
  func erase() {
    guard context.terminal.isTerminal else { return }
    let size = size
    let text = state.withLock { $0.block.drawFooter(nil, size) }
    if !text.isEmpty { try? context.output.write(text) }
  }

  private func draw() {
    guard context.terminal.isTerminal else { return }
    let size = size
    let text = state.withLock { state in
      Self.text(state, count).map { state.block.drawFooter($0, size) } ?? ""
    }
    if !text.isEmpty { try? context.output.write(text) }
  }

  private var size: LiveBlock.Size {
    let terminal = context.currentTerminal()
    return (terminal.columns, terminal.rows)
  }

  private static func text(_ state: State, _ count: Int) -> String? {
    let running = state.running.sorted { $0.key < $1.key }.map(\.value)
    guard let first = running.first else { return nil }
    let pages = count > 1 ? "\(state.ended) of \(count) pages are checked; " : ""
    let more = running.count > 1 ? ", and \(running.count - 1) more" : ""
    return "\(pages)\(Escaping.line(first.name)): step \(first.step) of \(first.count)\(more)"
  }
}
