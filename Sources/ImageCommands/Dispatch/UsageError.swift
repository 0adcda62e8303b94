/// A command line that breaks the rules of the command line itself, before any command ran.
public enum UsageError: Error, Hashable {
  /// There are no words.
  case noCommand
  /// A group without one of its verbs.
  case groupWithoutVerb(String)
  /// No command has that name; the one that was probably meant.
  case unknownCommand(String, near: String?)
  /// A verb of docker's that Drydock does not have, because nothing runs here.
  case notHere(String)
  /// Help was asked for something that there is not.
  case unknownTopic(String, near: String?)
  /// The command has no such option, as it was written; the nearest one that it has.
  case unknownFlag(String, command: String, near: String?)
  /// An option's value is missing; the option as it was written.
  case missingValue(String, command: String)
  /// An option's or an argument's value can't be read.
  case invalidValue(String, command: String)
  /// There are too few or too many arguments; the command that was probably meant.
  case argumentCount(command: String, minimum: Int, maximum: Int?, near: String? = nil)

  /// The exit status: docker's 125 for a bad flag, 1 for everything else.
  public var exitStatus: Int32 {
    switch self {
    case .unknownFlag, .missingValue, .invalidValue: 125
    case .noCommand: 0
    case .groupWithoutVerb, .unknownCommand, .notHere, .unknownTopic, .argumentCount: 1
    }
  }
}
