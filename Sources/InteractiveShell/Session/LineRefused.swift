import ImageCommands
import Presentation

/// A line that can be read and not be run.
enum LineRefused: WordedError, Hashable {
  /// A redirection stands alone.
  case noCommand
  /// `$id` before any command printed one.
  case noIdentifier
  /// A variable that there is not.
  case unknownVariable(String)
  /// The beginning of several commands.
  case ambiguous(String, commands: [String])
  /// The beginning of a command that takes something away.
  case shortDanger(String, command: String)
  /// The output is to go into a file and through programs.
  case outputBeforeFilter(String)
  /// A program behind `|` is to read a file.
  case inputBehindFilter(String)
  /// The same file is to be read and written.
  case readAndWritten(String)
  /// The line ends in `&`, and programs are to read what the command writes.
  case backgroundFilter
  /// The line ends in `&`, and this verb can't be put aside.
  case background(String)
  /// Words behind `exit` that are no status.
  case badStatus(String)

  var words: ErrorText {
    switch self {
    case .noCommand: ErrorText("there is no command in front of the redirection")
    case .noIdentifier:
      ErrorText("$id is not set: no command has printed an id yet", nextStep: "See ids with 'images' or 'ps -a'.")
    case .unknownVariable(let name):
      ErrorText(
        "there is no variable '$\(Escaping.line(name))': the only one is $id, the last id that a command wrote",
        nextStep: "Write it in single quotes to mean it as it stands.")
    case .ambiguous(let word, let commands):
      ErrorText(
        "'\(Escaping.line(word))' may be \(Self.alternatives(commands))", nextStep: "Write one letter more.")
    case .shortDanger(let word, let command):
      ErrorText(
        "'\(Escaping.line(word))' is short for '\(command)', which takes something away",
        nextStep: "Write it out: '\(command)'.")
    case .outputBeforeFilter(let file):
      ErrorText(
        "output can't go both to '\(Escaping.line(file))' and to a program",
        nextStep: "Write what the program makes of it: 'VERB | PROGRAM > \(Escaping.line(file))'.")
    case .inputBehindFilter(let file):
      ErrorText(
        "a program behind '|' reads what stands in front of it, not '\(Escaping.line(file))'",
        nextStep: "Leave the '<' out, or put it in front of the '|'.")
    case .readAndWritten(let file):
      ErrorText("'\(Escaping.line(file))' is both read and written", nextStep: "Write to another file.")
    case .backgroundFilter:
      ErrorText("a command whose output programs read can't be put aside", nextStep: "Leave the '&' out.")
    case .background(let verb): ErrorText("'\(verb)' can't be put aside", nextStep: "Leave the '&' out.")
    case .badStatus(let text):
      ErrorText("exit: '\(text)' is no status", nextStep: "Write 'exit', or 'exit' and a number from 0 to 255.")
    }
  }

  private static func alternatives(_ commands: [String]) -> String {
    let quoted = commands.map { "'\($0)'" }
    return quoted.dropLast().joined(separator: ", ") + " or " + (quoted.last ?? "")
  }
}
