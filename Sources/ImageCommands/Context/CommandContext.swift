import ContentStore
import Worlds

/// What a command gets besides its options: a world, its outputs, and who may be asked.
///
/// The one-shot executable, the shell and the tutorial runner make different contexts for the same commands.
public struct CommandContext: Sendable {
  /// The world that the command works in.
  public var world: World
  /// Takes what the command is asked for.
  public var output: any TextOutput
  /// Takes what goes wrong, and warnings.
  public var errors: any TextOutput
  /// Takes what is good to know and docker does not say; the error output unless it is to be kept out of that.
  public var notices: (any TextOutput)?
  /// Standard input as bytes, for commands that read a file from it.
  public var input: any ByteInput = NoInput()
  /// Standard output as bytes, for commands that write a file to it; goes where ``output`` goes.
  public var byteOutput: any ByteOutput = NoByteOutput()
  /// What the outputs can show.
  public var terminal: TerminalTraits
  /// What the terminal is like now: a window may change its size while a command draws on it.
  public var currentTerminal: @Sendable () -> TerminalTraits
  /// Is told of the progress of copies, besides what is shown of it.
  public var progress: any ProgressSink = NoProgress()
  /// The clock that the pace of progress is taken from; who compares what is written lets it stand still.
  public var pace: @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
  /// Asks the person at the terminal.
  public var prompter: any Prompter
  /// Where fixtures and tutorials are found by name.
  public var library: Library
  /// All commands that there are.
  public var table: CommandTable
  /// The program's environment: where a page's answers and the folder for temporary files come from.
  public var environment: [String: String] = [:]
  /// Who adds to the session that the command is run in.
  public var extensions: [any SessionExtension] = []
  /// The settings of the prompt: the session's own ones, in whatever world its commands work.
  public var promptSettings: RunSettings
  /// Is told the id of an image or a container that the command made, named, or listed alone: what `$id` is afterwards.
  /// Ids that stand alone on a line need no telling.
  public var identified: (@Sendable (String) -> Void)?
  /// Whether more commands follow in this run, so that `set` can have an effect on them.
  public var isSession = false

  /// Composes a context.
  public init(
    world: World, output: any TextOutput, errors: any TextOutput, terminal: TerminalTraits = .none,
    prompter: any Prompter = NoPrompter(), library: Library = Library(folders: []),
    table: CommandTable = CommandTable()
  ) {
    self.world = world
    promptSettings = world.settings
    self.output = output
    self.errors = errors
    self.terminal = terminal
    currentTerminal = { terminal }
    self.prompter = prompter
    self.library = library
    self.table = table
  }

  /// The session's extension of a type; nil where the command is run without one.
  public func `extension`<Wanted: SessionExtension>(_ type: Wanted.Type) -> Wanted? {
    extensions.lazy.compactMap { $0 as? Wanted }.first
  }

  /// Tells what is good to know about a thing that was done.
  public func notice(_ text: String) throws { try (notices ?? errors).line("Notice: \(text)") }
}
