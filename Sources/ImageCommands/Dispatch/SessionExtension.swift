import Worlds

/// Adds commands and behaviour to a shell session: tutorials do; the shell knows nothing of them.
public protocol SessionExtension: Sendable {
  /// Commands that the session has besides the others; they may differ from line to line.
  var commands: [CommandEntry] { get }

  /// The world that the session works in instead of its own; nil for its own. Asked before each command and each
  /// completion.
  var world: World? { get }

  /// What the prompt says besides, as `step 3/11`; nil for nothing.
  func promptSegment() async -> String?

  /// Words that may stand at a place, for an argument kind that the extension knows, as a tutorial's name. Called on a
  /// thread that may block.
  ///
  /// - Parameters:
  ///   - kind: what is looked for.
  ///   - words: the command line's words before the place.
  /// - Returns: the words, in the order in which they are shown.
  func candidates(for kind: ArgumentKind, behind words: [String]) -> [KnownWord]

  /// Whether a one-shot command is the beginning of a session, which goes on as long as the extension's ``world`` does.
  func beginsSession(_ words: [String]) -> Bool

  /// Runs a command line of the session, with whatever is to be done before and after it.
  ///
  /// - Parameters:
  ///   - words: the command line's words.
  ///   - context: what it works in.
  ///   - console: takes what the extension has to say; the command's own output may go into a file.
  ///   - command: runs the command in a context.
  /// - Returns: how it ended.
  func run(
    _ words: [String], in context: CommandContext, talkingOn console: any TextOutput,
    by command: @Sendable (CommandContext) async -> ExitStatus
  ) async -> ExitStatus

  /// Whether every command has to end before the next line is read: then none goes on beside the session.
  var waitsForCommands: Bool { get }

  /// Takes a command that is to go on beside the session, as the `&` at the end of its line asks, and returns at once.
  ///
  /// - Parameters:
  ///   - line: the command line, as it is shown.
  ///   - words: its words.
  ///   - context: what the command works in, with nobody to ask; the extension gives it outputs of its own.
  ///   - command: runs the command in a context.
  /// - Returns: whether the extension took it.
  /// - Throws: why this command can't go on beside the session.
  func putAside(
    _ line: String, _ words: [String], in context: CommandContext,
    by command: @escaping @Sendable (CommandContext) async -> ExitStatus
  ) throws -> Bool

  /// What would be cut off if the session ended now, as a text for the person who wants to leave; nil for nothing.
  var unfinished: String? { get }

  /// Begins a session at a prompt, where something may be said at any time.
  ///
  /// - Parameter tell: shows lines above the one that is being edited. May be called on any thread.
  func beginSession(telling tell: @escaping @Sendable (String) -> Void)

  /// Waits for what goes on beside the session: a script does so at its end.
  ///
  /// - Returns: the first failure among them; 0 where there is none.
  func finishSession(in context: CommandContext) async -> ExitStatus

  /// Puts away what the extension opened for a session that is over, and ends what goes on. Idempotent.
  func endSession() async
}

extension SessionExtension {
  public var commands: [CommandEntry] { [] }
  public var world: World? { nil }
  public func promptSegment() async -> String? { nil }
  public func candidates(for kind: ArgumentKind, behind words: [String]) -> [KnownWord] { [] }
  public func beginsSession(_ words: [String]) -> Bool { false }
  public func run(
    _ words: [String], in context: CommandContext, talkingOn console: any TextOutput,
    by command: @Sendable (CommandContext) async -> ExitStatus
  ) async -> ExitStatus { await command(context) }
  public var waitsForCommands: Bool { false }
  public func putAside(
    _ line: String, _ words: [String], in context: CommandContext,
    by command: @escaping @Sendable (CommandContext) async -> ExitStatus
  ) throws -> Bool { false }
  public var unfinished: String? { nil }
  public func beginSession(telling tell: @escaping @Sendable (String) -> Void) {}
  public func finishSession(in context: CommandContext) async -> ExitStatus { .success }
  public func endSession() async {}
}
