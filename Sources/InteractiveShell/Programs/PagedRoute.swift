import ByteStreams
import Glibc
import ImageCommands
import Programs

/// The session's own output with a pager for what is taller than the screen. Leaving the pager early ends the command
/// quietly; the status is the command's.
struct PagedRoute: OutputRoute {
  private let paged: PagedOutput
  private let terminal: Int32?
  private let executor = BlockingExecutor()

  /// - Parameters:
  ///   - context: the outputs.
  ///   - host: what the pager gets.
  ///   - pager: chooses it, once it is needed.
  init(_ context: CommandContext, on host: ProgramHost, pager: @escaping @Sendable () throws -> PagerProgram?) {
    terminal = host.terminal
    paged = PagedOutput(context) {
      guard let call = try pager()?.call else { return nil }
      do {
        let pipe = try Pipe(for: call.name)
        defer { close(pipe.reader) }
        let output = PipeOutput(owning: pipe.writer)
        let descriptors = ChildProcess.Descriptors(input: pipe.reader, output: host.output, errors: host.errors)
        return (output, try ChildProcess(call, descriptors, group: .ours))
      } catch let error as ProgramError {
        throw ProgramRefused.unusable(error)
      }
    }
  }

  func lead(_ context: inout CommandContext) { paged.lead(&context) }

  func run(
    _ command: @Sendable (CommandContext) async -> ExitStatus, in context: CommandContext
  ) async throws -> ExitStatus {
    let status = await withTaskCancellationHandler {
      await withTaskExecutorPreference(executor) { await command(context) }
    } onCancel: {
      paged.abandon()
    }
    try await paged.finish(terminal: terminal)
    return status
  }
}
