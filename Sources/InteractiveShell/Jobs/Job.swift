import ByteStreams
import ImageCommands
import Presentation

/// A command that was put aside and goes on beside the session, in the world and with the settings that it began with.
final class Job: Sendable {
  private struct State {
    var task: Task<Void, Never>?
    var status: ExitStatus?
    var wasCancelled = false
    var isTold = false
    /// Who waits for the end.
    var waiters: [AsyncStream<Void>.Continuation] = []
  }

  /// What people call it by: `%1`.
  let number: Int
  /// The command line, as it is shown: foreign text is escaped and secrets are cut off.
  let line: String
  let output = JobOutput()
  let progress: JobProgress
  private let terminal: @Sendable () -> TerminalTraits
  private let state = Locked(State())

  /// Names a job that is to begin in a context.
  init(_ number: Int, _ line: String, in context: CommandContext) {
    self.number = number
    self.line = line
    terminal = context.currentTerminal
    progress = JobProgress(now: context.pace)
  }

  /// How it ended; nil as long as it runs.
  var status: ExitStatus? { state.withLock { $0.status } }

  var isRunning: Bool { status == nil }

  /// Whether somebody was told how it ended.
  var isTold: Bool { state.withLock { $0.isTold } }

  /// Notes that somebody is told how it ended, if it has.
  func markTold() { state.withLock { $0.isTold = $0.status != nil } }

  /// `running`, `done`, `failed (1)` or `cancelled`.
  var phase: String {
    let (status, wasCancelled) = state.withLock { ($0.status, $0.wasCancelled) }
    guard let status else { return wasCancelled ? "ending" : "running" }
    if status == .success { return "done" }
    return wasCancelled && status == .interrupted ? "cancelled" : "failed (\(status.rawValue))"
  }

  /// `[1] pull alpine`, for its beginning.
  var title: String { "[\(number)] \(line)" }

  /// `[1] done  pull alpine`, or `[1] failed (1)  pull alpine: what went wrong`; on a terminal in one line of it.
  var verdict: String {
    let (status, phase, terminal) = (status, phase, terminal())
    let failure = phase.hasPrefix("failed") ? output.headline.map { ": \($0)" } : nil
    var text = "\(line)\(failure ?? "")"
    let mark = "[\(number)] "
    if terminal.isTerminal {
      text = Truncation.ellipsis(text, columns: max(terminal.columns - DisplayWidth.of(mark + phase) - 3, 8))
    }
    let style = terminal.style
    let word = status == .success ? style.green(phase) : status == nil ? phase : style.red(phase)
    return "\(mark)\(word)  \(text)"
  }

  /// What the command gets: outputs of the job's own, and nobody to ask.
  func context(from context: CommandContext) -> CommandContext {
    var own = context
    own.output = output.output
    own.errors = output.errors
    own.notices = nil
    own.byteOutput = NoByteOutput()
    own.terminal = .none
    own.currentTerminal = { .none }
    own.progress = progress
    own.prompter = context.prompter.isInteractive ? JobPrompter() : NoPrompter()
    return own
  }

  /// Begins.
  ///
  /// - Parameters:
  ///   - body: the command.
  ///   - ended: is called once it is over.
  func start(_ body: @escaping @Sendable () async -> ExitStatus, then ended: @escaping @Sendable (Job) -> Void) {
    state.withLock { state in
      state.task = Task {
        let status = await body()
        // However the parts of a command that was cancelled put it.
        end(status == .failure && Task.isCancelled ? .interrupted : status)
        ended(self)
      }
    }
  }

  /// Asks it to end, as Ctrl-C does a command. Idempotent; without effect where it has ended.
  func cancel() {
    let task = state.withLock { state -> Task<Void, Never>? in
      guard state.status == nil else { return nil }
      state.wasCancelled = true
      return state.task
    }
    task?.cancel()
  }

  /// Waits for its end.
  ///
  /// - Throws: `CancellationError`; the job goes on.
  func waitForEnd() async throws {
    let (ends, continuation) = AsyncStream.makeStream(of: Void.self)
    let isOver = state.withLock { state in
      if state.status == nil { state.waiters.append(continuation) }
      return state.status != nil
    }
    if isOver { return }
    for await _ in ends {}
    try Task.checkCancellation()
  }

  private func end(_ status: ExitStatus) {
    let waiters = state.withLock { state in
      state.status = status
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.finish() }
  }
}
