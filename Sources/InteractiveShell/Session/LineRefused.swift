import ImageCommands
import Presentation

/// A line that can be read and not be run.
enum LineRefused: WordedError, Hashable {
  /// A redirection stands alone.
  case noCommand
  /// `$id` before any command printed one.
  case noIdentifier
  /// The output is to be piped through a program.
  case filter(String)
  /// The line ends in `&`, and this verb can't be put aside.
  case background(String)
  /// Words behind `exit` that are no status.
  case badStatus(String)

  var words: ErrorText {
    switch self {
    case .noCommand: ErrorText("there is no command in front of the redirection")
    case .noIdentifier:
      ErrorText("$id is not set: no command has printed an id yet", nextStep: "See ids with 'images' or 'ps -a'.")
    case .filter(let program):
      ErrorText("'| \(program)': output can't be piped to a program", nextStep: "Write it to a file: '> FILE'.")
    case .background(let verb): ErrorText("'\(verb)' can't be put aside", nextStep: "Leave the '&' out.")
    case .badStatus(let text):
      ErrorText("exit: '\(text)' is no status", nextStep: "Write 'exit', or 'exit' and a number from 0 to 255.")
    }
  }
}
