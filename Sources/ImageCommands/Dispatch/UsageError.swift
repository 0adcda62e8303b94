/// A command line that breaks the rules of the command line itself, before any command ran.
public enum UsageError: Error, Hashable {
  /// There are no words.
  case noCommand
  /// A group without one of its verbs.
  case groupWithoutVerb(String)
  /// No command has that name; the nearest one that there is.
  case unknownCommand(String, near: String?)
  /// A verb of docker's that Drydock does not have, because nothing runs here.
  case notHere(String)
  /// The command has no such option; the nearest one that it has.
  case unknownFlag(String, command: String, near: String?)
  /// An option's value is missing.
  case missingValue(String, command: String)
  /// An option's or an argument's value can't be read.
  case invalidValue(String, command: String)
  /// There are too few or too many arguments.
  case argumentCount(command: String, synopsis: String, minimum: Int, maximum: Int?)

  /// The exit status: docker's 125 for a bad flag, 1 for everything else.
  public var exitStatus: Int32 {
    switch self {
    case .unknownFlag, .missingValue, .invalidValue: 125
    case .noCommand: 0
    case .groupWithoutVerb, .unknownCommand, .notHere, .argumentCount: 1
    }
  }
}
