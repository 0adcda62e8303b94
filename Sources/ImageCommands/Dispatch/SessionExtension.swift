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

  /// Puts away what the extension opened for a session that is over. Idempotent.
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
  public func endSession() async {}
}
