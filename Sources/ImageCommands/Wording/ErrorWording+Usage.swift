import Presentation

extension ErrorWording {
  /// What people read when the command line itself is wrong: docker's first line, the usage, and where to read more.
  static func usage(_ error: UsageError) -> ErrorText {
    switch error {
    case .noCommand: ErrorText("no command", nextStep: "Run 'drydock --help' to see what there is.")
    case .groupWithoutVerb(let group):
      ErrorText("'drydock \(group)' needs one of its commands", nextStep: "Run 'drydock \(group) --help' to see them.")
    case .unknownCommand(let name, let near):
      ErrorText(
        "drydock: unknown command: drydock \(name)",
        nextStep: near.map { "Did you mean \"drydock \($0)\"?" } ?? "Run 'drydock --help' for more information")
    case .notHere(let verb):
      ErrorText(
        "drydock: '\(verb)' is a command of docker's that drydock does not have: nothing runs here",
        nextStep: AbsentVerbs.instead(of: verb))
    case .unknownTopic(let name, let near):
      ErrorText(
        "unknown help topic: \(name)",
        nextStep: near.map { "Did you mean \"drydock help \($0)\"?" } ?? "Run 'drydock help' to see what there is.")
    case .unknownFlag(let flag, let command, let near):
      ErrorText(
        flag.hasPrefix("--") ? "unknown flag: \(flag)" : "unknown shorthand flag: '\(flag.dropFirst())' in \(flag)",
        detail: usage(of: command), nextStep: ErrorText.didYouMean(near) ?? help(command))
    case .missingValue(let flag, let command):
      ErrorText(
        flag.hasPrefix("--")
          ? "flag needs an argument: \(flag)" : "flag needs an argument: '\(flag.dropFirst())' in \(flag)",
        detail: usage(of: command), nextStep: help(command))
    case .invalidValue(let message, let command):
      ErrorText(message, detail: usage(of: command), nextStep: help(command))
    case .argumentCount(let command, let minimum, let maximum, let near):
      ErrorText(
        "drydock: 'drydock \(command)' \(count(minimum, maximum))", detail: usage(of: command),
        nextStep: ErrorText.didYouMean(near.map { "drydock \($0)" }) ?? help(command))
    }
  }

  /// The usage line of a command; nothing for one that a session's extension brought.
  private static func usage(of command: String) -> String? {
    command.isEmpty
      ? "Usage:  drydock [OPTIONS] COMMAND [ARG...]" : CommandTable().entries.first { $0.name == command }?.usage
  }

  private static func help(_ command: String) -> String {
    command.isEmpty
      ? "Run 'drydock --help' for more information" : "Run 'drydock \(command) --help' for more information"
  }

  private static func count(_ minimum: Int, _ maximum: Int?) -> String {
    func arguments(_ number: Int) -> String { number == 1 ? "1 argument" : "\(number) arguments" }
    if maximum == 0 { return "accepts no arguments" }
    guard let maximum else { return "requires at least \(arguments(minimum))" }
    if maximum == minimum { return "requires \(arguments(minimum))" }
    return minimum == 0
      ? "requires at most \(arguments(maximum))" : "requires at least \(minimum) and at most \(arguments(maximum))"
  }
}
