import Glibc
import ImageCommands
import InteractiveShell
import LineEditing
import Presentation
import Tutorials
import Worlds

/// The program: puts the rooms together and runs a command, a script or the shell.
struct Program: Sendable {
  let arguments: [String]
  private let environment: ProcessEnvironment
  /// What is added to sessions.
  private let extensions: [any SessionExtension]
  private let output = FileOutput(
    descriptor: 1, named: "standard output", isTerminal: TerminalMode.isTerminal(1))
  private let errors = FileOutput(descriptor: 2, named: "standard error")

  init(arguments: some Sequence<String>) {
    self.arguments = Array(arguments)
    environment = ProcessEnvironment()
    let progress = LessonProgress(path: environment.stateFolder.map { "\($0)/drydock/tutorial-progress" })
    extensions = [TutorialExtension(library: environment.library, progress: progress), JobExtension()]
  }

  func run() async -> ExitStatus {
    do {
      let options = try GlobalOptions(arguments)
      let mode = try Mode(options) { words in extensions.contains { $0.beginsSession(words) } }
      let ending = Ending(on: mode.endingSignals)
      let world = try await world(options)
      let status = await ending.run { await start(mode, options, world) }
      for other in extensions { await other.endSession() }
      await world.close()
      return ending.status(status, isCommand: mode.isCommand)
    } catch {
      return ExitStatus.tell(error, on: errors, style: environment.terminal.style)
    }
  }

  private func start(_ mode: Mode, _ options: GlobalOptions, _ world: World) async -> ExitStatus {
    var context = CommandContext(world: world, output: output, errors: errors, library: environment.library)
    context.environment = environment.variables
    context.byteOutput = output
    let input = DescriptorInput(descriptor: 0, named: "standard input", isTerminal: TerminalMode.isTerminal(0))
    let environment = environment
    switch mode {
    case .command(let words):
      context.prompter = StandardInput(isInteractive: input.isTerminal)
      context.input = input
      return await session(context) { environment.terminal }.run(words: words)
    case .script(let name, let source, let ownsInput):
      context.isSession = true
      if !ownsInput {
        context.prompter = StandardInput(isInteractive: false)
        context.input = input
      }
      let script = Script(name, source, keepsGoing: options.keepsGoing, echoes: options.echoes)
      return await script.run(in: session(context, readsInput: !ownsInput) { .none })
    case .shell(let opening):
      context.input = input
      return await shell(context, options, opening)
    case .lines(let opening):
      return await lines(context, opening)
    }
  }

  private func lines(_ context: CommandContext, _ opening: [String]) async -> ExitStatus {
    do {
      let output = output
      let reader = try PlainLineReader(descriptor: 0) { try? output.write($0) }
      var context = context
      context.isSession = true
      context.prompter = LinePrompter(reader, questions: output)
      return await Shell(session(context, readsInput: false) { .none }, editor: reader).run(opening: opening)
    } catch {
      return session(context) { .none }.tell(error)
    }
  }

  private func shell(_ context: CommandContext, _ options: GlobalOptions, _ opening: [String]?) async -> ExitStatus {
    let environment = environment
    let plain = session(context) { environment.terminal }
    let completer = ShellCompleter(plain)
    var configuration = LibeditEditor.Configuration()
    configuration.terminalType = environment["TERM"]
    configuration.editrcPath = options.readsConfiguration ? environment.editrc : nil
    configuration.historyPath = environment.stateFolder.map { "\($0)/drydock/history" }
    configuration.historyPolicy = SecretLines.historyPolicy
    configuration.completer = completer
    configuration.hinter = ShellHinter(plain, completer: completer)
    configuration.usesStyles = environment["NO_COLOR"] == nil
    do {
      let settings = try context.world.simulation == nil ? context.world.settings : ownSettings(options)
      configuration.showsHints = { settings.current.hints }
      configuration.keys = { settings.current.editingMode == .vi ? .vi : .emacs }
      let editor = try LibeditEditor(configuration)
      var context = context
      context.promptSettings = settings
      context.isSession = true
      context.prompter = EditorPrompter(editor)
      let session = session(context, isInteractive: true) { environment.terminal }
      return await Shell(session, editor: editor, completer: completer).run(opening: opening)
    } catch {
      return plain.tell(error)
    }
  }

  /// Makes a session; its programs read the standard input unless its lines come from there.
  private func session(
    _ context: CommandContext, readsInput: Bool = true, isInteractive: Bool = false,
    _ terminal: @escaping @Sendable () -> TerminalTraits
  ) -> Session {
    let programs = ProgramHost(environment: environment.variables, input: readsInput ? 0 : nil)
    return Session(
      context, extensions: extensions, programs: programs, isInteractive: isInteractive, terminal: terminal)
  }

  private func world(_ options: GlobalOptions) async throws -> World {
    if let fixture = options.fixture {
      return try await World.simulated(
        fixture: try environment.library.loadFixture(fixture), temporaryFolder: environment["TMPDIR"] ?? "/tmp")
    }
    for option in options.idle {
      try errors.line("\(option) is about the connection to a daemon: drydock has none, and it has no effect.")
    }
    var variables = environment.variables
    if let folder = options.configurationFolder {
      variables["DOCKER_CONFIG"] = folder.hasPrefix("/") ? folder : "\(environment.workingFolder)/\(folder)"
    }
    let real = try realWorld(variables)
    return real.world(settings: try settings(of: real, options))
  }

  /// The user's own settings, where the world is a simulated one and has none of them.
  private func ownSettings(_ options: GlobalOptions) throws -> RunSettings {
    try settings(of: try realWorld(environment.variables), options)
  }

  private func realWorld(_ variables: [String: String]) throws -> RealWorld {
    try RealWorld(environment: variables, workingFolder: environment.workingFolder, machine: environment.machine)
  }

  private func settings(of real: RealWorld, _ options: GlobalOptions) throws -> RunSettings {
    RunSettings(options.readsConfiguration ? try real.settingsFile.read() : Settings())
  }
}
