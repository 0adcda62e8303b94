/// Adds commands and behaviour to a shell session: tutorials do; the shell knows nothing of them.
public protocol SessionExtension: Sendable {
  /// Commands that the session has besides the others.
  var commands: [CommandEntry] { get }

  /// What the prompt says besides, as `step 3/11`; nil for nothing.
  func promptSegment() async -> String?

  /// Words that may stand at a place, for an argument kind that the extension knows, as a tutorial's name.
  func candidates(for kind: ArgumentKind) -> [String]

  /// Is told after each command line that was run.
  ///
  /// - Parameters:
  ///   - words: the command line's words.
  ///   - status: how it ended.
  ///   - context: what it worked in.
  func afterCommand(_ words: [String], status: ExitStatus, in context: CommandContext) async
}

extension SessionExtension {
  public var commands: [CommandEntry] { [] }
  public func promptSegment() async -> String? { nil }
  public func candidates(for kind: ArgumentKind) -> [String] { [] }
  public func afterCommand(_ words: [String], status: ExitStatus, in context: CommandContext) async {}
}
