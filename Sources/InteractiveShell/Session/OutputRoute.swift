import ImageCommands
import Presentation

/// Where a command's output goes instead of the session's own: a file, programs, a pager.
protocol OutputRoute: Sendable {
  /// Leads the outputs of a command there.
  func lead(_ context: inout CommandContext)

  /// Runs the command in a context that was led, finishes what it wrote, and returns the status of the whole. Throws
  /// what went wrong behind the command.
  func run(
    _ command: @Sendable (CommandContext) async -> ExitStatus, in context: CommandContext
  ) async throws -> ExitStatus
}

/// The session's own output.
struct PlainRoute: OutputRoute {
  func lead(_ context: inout CommandContext) {}

  func run(
    _ command: @Sendable (CommandContext) async -> ExitStatus, in context: CommandContext
  ) async -> ExitStatus { await command(context) }
}

extension CommandContext {
  /// Takes text and bytes to one output that is no terminal.
  mutating func leadOutput(to other: any TextOutput & ByteOutput) {
    output = other
    byteOutput = other
    let traits = TerminalTraits(isTerminal: false, columns: terminal.columns, style: .plain)
    terminal = traits
    currentTerminal = { traits }
  }
}
