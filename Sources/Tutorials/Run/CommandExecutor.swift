import ImageCommands

/// A command of a page that is about to run.
public struct CommandCall: Sendable {
  /// The step that it belongs to.
  public let step: Step
  /// The command as the page writes it, with its sample.
  public let command: PageCommand
  /// The words to run, without the CLI's name: the page's ids and `<name>`s replaced by what they stand for.
  public let words: [String]
}

/// Carries out one command of a page in a context and returns its exit status. The dispatcher does; a test puts a double
/// in the place of one command to see that the step fails then.
public typealias CommandExecutor = @Sendable (CommandCall, CommandContext) async -> ExitStatus
