import ByteStreams
import CommandLanguage
import FoundationEssentials
import ImageCommands
import ImageSpec
import RegistryClient
import RegistrySimulator
import Worlds

/// What a command left when it was run.
struct Execution: Sendable {
  let status: Int
  /// Standard output before filters.
  let output: String
  /// What a reader sees: both outputs with prompts and answers, filtered as the command says.
  let transcript: String
  /// What is said besides: a page may show it, and need not.
  let notices: Set<String>
  let isTimedOut: Bool
  /// Whether it still runs: it takes no notice of being cancelled.
  let isAbandoned: Bool
  let requests: [LoggedRequest]?
  let secrets: Set<String>
  /// What the world could not answer.
  let lack: Finding?
}

extension PageRun {
  /// Runs an attempt's command in the world, in this process, with everything that it writes caught.
  func execute(_ attempt: Attempt) async throws -> Execution {
    let (call, command) = (attempt.call, attempt.command)
    let recorder = TranscriptRecorder()
    let prompter = PagePrompter(
      command, page.frontMatter, environment: check.environment, accounts: checked.accounts, input: input(of: command),
      recorder: recorder)
    var context = CommandContext(
      world: world, output: recorder.output(.output), errors: recorder.output(.errors), terminal: .none,
      prompter: prompter, library: check.library, table: check.table)
    let target = attempt.filters.isEmpty ? command.commandLine?.output : nil
    let byteOutput = RedirectedBytes(
      to: target.flatMap { try? world.folder.resolve($0.target.value) }, appends: target?.appends ?? false)
    context.byteOutput = byteOutput
    if let source = command.commandLine?.input?.target.value {
      context.input = FileInput(path: try world.folder.resolve(source), named: source)
    }
    // A page shows what docker says; what is said besides is no fault of the page.
    let notices = TranscriptRecorder()
    context.notices = notices.output(.errors)
    // In the shell a setting holds for what follows; a one-shot command has nothing that follows.
    context.isSession = command.prompt == .drydock
    // Nor does a slow machine add lines about long work.
    let start = ContinuousClock.now
    context.pace = { start }
    let simulators = simulators
    let marks = simulators.map { $0.requests.last?.number ?? 0 }
    let executor = check.executor
    let prepared = context
    let limit = call.step.switches.timeout ?? check.timeout
    let outcome = await TimeLimit.run(for: limit) { await executor(call, prepared) }
    try Task.checkCancellation()
    let status: ExitStatus? = if case .done(let status) = outcome { status } else { nil }
    let isLogged = world.simulation != nil && checked.capabilities.logsRequests
    let requests = isLogged ? zip(simulators, marks).flatMap { $0.requests(RequestFilter(after: $1)) } : nil

    let output = recorder.text(of: [.output])
    var transcript = recorder.text()
    var final = status.map { Int($0.rawValue) } ?? 124
    if !attempt.filters.isEmpty || command.commandLine?.output != nil {
      var printed = output
      for filter in attempt.filters { (printed, final) = filter.run(on: printed) }
      if let target = command.commandLine?.output, !byteOutput.isWritten {
        write(printed, to: target.target.value, appending: target.appends)
        printed = ""
      }
      transcript = recorder.text(of: [.errors, .prompt]) + printed
    }
    return Execution(
      status: final, output: output, transcript: transcript, notices: Set(notices.text().lines),
      isTimedOut: status == nil, isAbandoned: { if case .abandoned = outcome { true } else { false } }(),
      requests: requests,
      secrets: prompter.secrets.union(checked.accounts.map(\.secret)), lack: prompter.lack)
  }

  /// The registries of a simulated world, each once.
  private var simulators: [RegistrySimulator] {
    guard let simulation = world.simulation else { return [] }
    // Hosts that the fixture does not have share one.
    return simulation.fixture.registries.map { simulation.registry($0.host) } + [simulation.registry(.localhost)]
  }

  /// The bytes that a command line redirects into its command.
  private func input(of command: PageCommand) -> [UInt8]? {
    guard let path = command.commandLine?.input?.target.value, let resolved = try? world.folder.resolve(path) else {
      return nil
    }
    return FileManager.default.contents(atPath: resolved).map { Array($0) } ?? []
  }

  /// Writes what a command line redirects into a file. What can't be written is missed by whoever reads it.
  private func write(_ text: String, to path: String, appending: Bool) {
    guard let resolved = try? world.folder.resolve(path) else { return }
    let before = appending ? FileManager.default.contents(atPath: resolved) ?? Data() : Data()
    _ = FileManager.default.createFile(atPath: resolved, contents: before + Data(text.utf8))
  }
}
