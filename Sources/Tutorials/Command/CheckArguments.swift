import ImageCommands
import Presentation

/// What is wrong with the options of `tutorial check`. The command ends with status 2: nothing was checked.
enum CheckArgumentError: WordedError, Hashable {
  /// `--timeout` has no duration.
  case duration(String)
  /// `--jobs` is no number of pages.
  case jobs(Int)
  /// `--update-baseline` does not say which.
  case updateWithoutBaseline
  /// An update would be written while others are checked again and again.
  case updateWhileWatching

  var status: ExitStatus { ExitStatus(rawValue: 2) }

  var words: ErrorText {
    switch self {
    case .duration(let text):
      ErrorText("\"\(text)\" is no time limit", nextStep: "Write 500ms, 30s or 2m; a day is the most.")
    case .jobs(let count): ErrorText("\(count) pages at once are none", nextStep: "Write --jobs 1 or more.")
    case .updateWithoutBaseline:
      ErrorText("--update-baseline does not say which baseline", nextStep: "Add --baseline FILE.")
    case .updateWhileWatching:
      ErrorText("--watch and --update-baseline exclude each other", nextStep: "Update the baseline first.")
    }
  }
}
