import ByteStreams
import CommandLanguage
import ImageCommands
import ImageOperations
import Presentation
import Worlds

/// Runs command lines in one world, one after the other: what the shell at a terminal and scripts share.
///
/// It knows nothing of terminals: who asks for lines, and shows prompts, is somebody else.
public final class Session: Sendable {
  /// What became of a line.
  public enum Outcome: Sendable, Hashable {
    /// The line was blank or a comment.
    case nothing
    /// The line goes on: nothing was run. Ask for more, append it after a newline, and run the whole.
    case incomplete(Incompleteness)
    /// A command ended with a status; what went wrong was told.
    case done(ExitStatus)
    /// The session is to end; without a status with that of the last command.
    case leave(ExitStatus?)
  }

  /// The world that the commands work in now: an extension's while one has one, else the session's own.
  public var world: World { extensions.lazy.compactMap(\.world).first ?? prototype.world }
  /// Whether the commands work in the session's own world, and not in an extension's.
  public var isInOwnWorld: Bool { extensions.allSatisfy { $0.world == nil } }
  /// All commands that there are now, the extensions' among them.
  public var table: CommandTable { ownTable.adding(extensions.flatMap(\.commands)) }
  /// Who adds to the session.
  public let extensions: [any SessionExtension]

  private let prototype: CommandContext
  private let ownTable = CommandTable()
  private let terminal: @Sendable () -> TerminalTraits
  let lastID = Locked<String?>(nil)
  private let registries = RegistryWatch()
  let programs: ProgramHost?
  let isInteractive: Bool

  /// Makes a session.
  ///
  /// - Parameters:
  ///   - context: what commands work in; its table is completed with the extensions' commands.
  ///   - extensions: who adds commands and behaviour.
  ///   - programs: what programs get that a line starts; without it there are none.
  ///   - isInteractive: whether a person sees the output and types the lines: they may cut words short, and a pager
  ///     shows what is long.
  ///   - terminal: is asked before each command, for a window may change its size.
  public init(
    _ context: CommandContext, extensions: [any SessionExtension] = [], programs: ProgramHost? = nil,
    isInteractive: Bool = false, terminal: @escaping @Sendable () -> TerminalTraits = { .none }
  ) {
    var prototype = context
    prototype.extensions = extensions
    self.prototype = prototype
    self.extensions = extensions
    self.programs = programs
    self.isInteractive = isInteractive
    self.terminal = terminal
  }

  /// What a command gets that is run now.
  public var context: CommandContext {
    var context = prototype
    context.world = world
    context.table = table
    context.terminal = terminal()
    context.currentTerminal = terminal
    context.identified = { [lastID] id in lastID.withLock { $0 = id } }
    return context
  }

  /// Runs one command line. Prompts in front of it, `sudo` and `docker` are dropped.
  ///
  /// - Parameters:
  ///   - line: the line; after an incomplete one all its lines, with newlines between.
  ///   - isWhole: whether nothing can follow, so that an incomplete line is an error.
  /// - Returns: how it ended.
  public func run(_ line: String, isWhole: Bool = false) async -> Outcome {
    let text = CommandLanguage.Prompt.split(line, Self.prompts)?.rest ?? line
    if let escape = ShellEscape(text) { return .done(await run(escape)) }
    let command: CommandLine
    do { command = try CommandLine(text) } catch {
      if case .incomplete(let reason) = error, !isWhole { return .incomplete(reason) }
      return .done(tell(error))
    }
    do {
      let typed = Invocation(command.words).words
      let words = try writtenOut(try expand(typed))
      guard !words.isEmpty else { return try Self.withoutCommand(command) }
      let isLeaving = ["exit", "quit"].contains(words[0])
      if command.runsInBackground {
        guard !isLeaving, !extensions.contains(where: { $0.beginsSession(words) }) else {
          throw LineRefused.background(words[0])
        }
        if let status = try putAside(words, of: command) { return .done(status) }
      }
      if isLeaving { return .leave(try Leaving.status(words)) }
      let (context, route) = try await redirected(command, context)
      let status = await run(words, in: context, by: route ?? ownRoute(of: words, context))
      if status == .failure { tellOfPatterns(in: typed, words) }
      return .done(status)
    } catch {
      return .done(tell(error))
    }
  }

  /// Runs one command of words that are split already.
  public func run(words: [String]) async -> ExitStatus { await run(words, in: context, by: PlainRoute()) }

  /// The account at the registry that was used last, else the only one; nil where nobody is logged in.
  func account() async -> KnownNames.Account? { await registries.account(in: world) }

  /// What would be cut off if the session ended now; nil for nothing.
  public var unfinished: String? { extensions.lazy.compactMap(\.unfinished).first }

  /// Waits for what goes on beside the session.
  ///
  /// - Returns: the first failure among it; 0 where there is none.
  public func finish() async -> ExitStatus {
    var status = ExitStatus.success
    for other in extensions {
      let ended = await other.finishSession(in: context)
      if status == .success { status = ended }
    }
    return status
  }

  /// Puts away what the extensions opened. Idempotent.
  public func close() async { for other in extensions { await other.endSession() } }

  /// Tells an error as a command's would be, and returns its status.
  public func tell(_ error: any Error) -> ExitStatus { ExitStatus.tell(error, in: context) }

  /// Prompts that people paste with a line. `# ` is none of them: here it begins a comment.
  static let prompts: Set<CommandLanguage.Prompt> = [.dollar, .angle, .powerShell, .windows, .drydock]

  private func run(
    _ words: [String], in context: CommandContext, by route: any OutputRoute
  ) async -> ExitStatus {
    var context = context
    route.lead(&context)
    let watch = IdentifierWatch(context.output)
    context.output = watch
    var run: @Sendable (CommandContext) async -> ExitStatus = { await Self.dispatch(words, in: $0, by: route) }
    for other in extensions {
      let (console, command) = (prototype.output, run)
      run = { await other.run(words, in: $0, talkingOn: console, by: command) }
    }
    var status = await run(context)
    // However the parts of a command that was cancelled put it.
    if status == .failure, Task.isCancelled { status = .interrupted }
    if status == .success { registries.note(words, context.table) }
    if let id = watch.last { lastID.withLock { $0 = id } }
    return status
  }

  private static func dispatch(
    _ words: [String], in context: CommandContext, by route: any OutputRoute
  ) async -> ExitStatus {
    do { return try await route.run({ await Dispatcher($0.table).run(words, in: $0) }, in: context) } catch {
      return ExitStatus.tell(error, in: context)
    }
  }

  private static func withoutCommand(_ command: CommandLine) throws(LineRefused) -> Outcome {
    if command.output != nil || command.input != nil { throw .noCommand }
    return .nothing
  }

  /// Lets an extension take a command; nil where each is waited for, so that it is run now.
  private func putAside(_ words: [String], of line: CommandLine) throws -> ExitStatus? {
    guard !extensions.contains(where: \.waitsForCommands) else {
      try context.notice("each command of a lesson is waited for.")
      return nil
    }
    guard line.filters.isEmpty else { throw LineRefused.backgroundFilter }
    var base = context
    base.world = base.world.keepingSettings()
    base.input = NoInput()
    let shown = Self.shown(line, words)
    for other in extensions {
      let isTaken = try other.putAside(shown, words, in: base) { own in
        do {
          var (context, route) = try await self.redirected(line, own)
          route?.lead(&context)
          return await Self.dispatch(words, in: context, by: route ?? PlainRoute())
        } catch {
          return ExitStatus.tell(error, in: own)
        }
      }
      if isTaken { return .success }
    }
    throw LineRefused.background(words[0])
  }

  /// A line as a list of jobs shows it: without its `&` and comment, and of one that holds a secret only the verb.
  private static func shown(_ line: CommandLine, _ words: [String]) -> String {
    guard !SecretLines.holdsSecret(line.source) else { return "\(Escaping.line(words[0])) …" }
    let text = String(decoding: line.source.utf8.prefix(line.comment?.lowerBound ?? .max), as: UTF8.self)
    let command = text.lastIndex(of: "&").map { text[..<$0] } ?? text[...]
    return Escaping.line(command.split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }
}
