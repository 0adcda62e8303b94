import ByteStreams
import Glibc
import ImageCommands
import Programs

/// The programs behind `|`, each reading what the one before it writes, the first one what the command writes.
///
/// The status of the whole is the command's where that failed, else that of the last program that failed, as with
/// bash's `pipefail`; but a program in the middle that SIGPIPE ended is none that failed: who reads had enough.
struct FilterChain: OutputRoute {
  private let programs: ForegroundPrograms
  private let output: PipeOutput
  private let executor = BlockingExecutor()
  private let held: HeldOutput?

  /// Starts the programs; when one of them can't be started, none is. Blocks.
  ///
  /// - Parameters:
  ///   - filters: the words of each.
  ///   - host: what they get.
  ///   - file: takes what the last one writes, instead of the host's output.
  ///   - errors: the session's error output. It waits where the last program fills the screen.
  /// - Throws: ``ProgramRefused``, `FileFailure`.
  init(
    starting filters: [[String]], on host: ProgramHost, into file: FileOutput? = nil, errors: any TextOutput
  ) throws {
    do {
      var calls: [ProgramCall] = []
      for words in filters {
        calls.append(try ProgramCall(words.first ?? "", Array(words.dropFirst()), environment: host.environment))
      }
      let pipes = try calls.map { call throws(ProgramError) in try Pipe(for: call.name) }
      output = PipeOutput(owning: pipes.first?.writer ?? -1)
      programs = ForegroundPrograms(
        processes: try Self.start(calls, pipes, host: host, last: file?.handOver() ?? host.output),
        terminal: host.terminal)
    } catch let error as ProgramError {
      throw ProgramRefused.unusable(error)
    }
    let fillsScreen = file == nil && host.isTerminal && ScreenProgram.isKnown(filters.last?.first ?? "")
    held = fillsScreen ? HeldOutput(errors) : nil
  }

  /// Starts each program between its own pipe and the next one's, and closes all ends but the first writer.
  private static func start(
    _ calls: [ProgramCall], _ pipes: [Pipe], host: ProgramHost, last: Int32
  ) throws(ProgramError) -> [ChildProcess] {
    defer {
      for pipe in pipes { close(pipe.reader) }
      for pipe in pipes.dropFirst() { close(pipe.writer) }
    }
    var processes: [ChildProcess] = []
    do {
      for (index, call) in calls.enumerated() {
        let written = index + 1 < pipes.count ? pipes[index + 1].writer : last
        processes.append(
          try ChildProcess(
            call, .init(input: pipes[index].reader, output: written, errors: host.errors), group: .ours))
      }
    } catch {
      // Those that run find the end of their input.
      let started = processes
      BlockingThreads.start { for process in started { _ = process.wait() } }
      throw error
    }
    return processes
  }

  func lead(_ context: inout CommandContext) {
    context.leadOutput(to: output)
    if let held { context.errors = held }
  }

  func run(
    _ command: @Sendable (CommandContext) async -> ExitStatus, in context: CommandContext
  ) async -> ExitStatus {
    let status = await withTaskCancellationHandler {
      await withTaskExecutorPreference(executor) { await command(context) }
    } onCancel: {
      output.abandon()
    }
    output.close()
    let endings = await programs.wait()
    held?.release()
    guard status == .success else { return status }
    let failed = endings.enumerated().last { index, ending in
      ending.status != 0 && (index == endings.count - 1 || ending != .signaled(SIGPIPE))
    }
    return failed.map { ExitStatus(rawValue: $0.element.status) } ?? status
  }
}
