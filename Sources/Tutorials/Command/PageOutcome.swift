import ImageCommands
import Presentation

/// What became of a page that was to be checked.
enum PageOutcome: Sendable {
  /// It was checked.
  case judged(JudgedPage)
  /// It can't be read, or its world not be made: the page as it was named, and why.
  case unusable(String, any Error)

  /// The status that the page alone would give: 2 where it could not be checked, 1 where it is refused.
  var status: ExitStatus {
    switch self {
    case .judged(let page): page.isRefused ? .failure : .success
    case .unusable: ExitStatus(rawValue: 2)
    }
  }

  /// What keeps a page from being checked, each with its place on the page where it has one.
  var problems: [(path: String, line: Int?, text: String)] {
    switch self {
    case .judged: return []
    case .unusable(_, let error as PageError):
      return error.problems.map {
        (error.path, $0.line, UnreadablePage(path: error.path, problem: $0).reason)
      }
    case .unusable(let name, let error):
      return ErrorWording.texts(for: error).map { text in
        (name, nil as Int?, [text.headline, text.detail, text.nextStep].compactMap { $0 }.joined(separator: ". "))
      }
    }
  }

  /// Tells why a page could not be checked, on the error output.
  func tell(_ context: CommandContext) {
    guard case .unusable(_, let error) = self else { return }
    if let error = error as? PageError {
      let several = SeveralErrors(error.problems.map { UnreadablePage(path: error.path, problem: $0) })
      _ = ExitStatus.tell(several, in: context)
    } else {
      _ = ExitStatus.tell(error, in: context)
    }
  }
}
