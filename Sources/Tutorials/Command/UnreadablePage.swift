import CommandLanguage
import ImageCommands
import Presentation

/// One thing that keeps a page from being read as a tutorial, in words.
struct UnreadablePage: WordedError {
  let path: String
  let problem: PageProblem

  var status: ExitStatus { ExitStatus(rawValue: 2) }

  /// What is wrong, in one line.
  var reason: String {
    let (text, next) = Self.words(problem.rule)
    return next.map { "\(text). \($0)" } ?? text
  }

  var words: ErrorText {
    let (text, next) = Self.words(problem.rule)
    return ErrorText("\(path):\(problem.line): \(text)", nextStep: next)
  }

  private static func words(_ rule: PageProblem.Rule) -> (text: String, next: String?) {
    switch rule {
    case .tooLarge(let bytes): ("the page has \(bytes) bytes; at most \(Page.sizeLimit) are read", nil)
    case .notUTF8: ("the page is not UTF-8", nil)
    case .noSteps:
      ("the page is no tutorial: no fence holds a command of docker, podman, nerdctl or drydock", nil)
    case .unclosedFence: ("the fence is never closed", nil)
    case .unclosedDetails: ("the <details> is never closed", nil)
    case .frontMatter(let reason): ("the front matter can't be read: \(reason)", nil)
    case .unknownKey(let key, let nearest):
      (
        "\"\(key)\" is no key of tutorial:",
        ErrorText.didYouMean(nearest) ?? "There are: \(FrontMatterReader.keys.joined(separator: ", "))."
      )
    case .secretOnPage(let key):
      ("a secret stands on the page: \(key)", "Write a variable of the environment: \(key): $NAME.")
    case .misspeltComment(let text): ("\"\(text)\" looks like a misspelt \"tutorial:\"", "Write <!-- tutorial: … -->.")
    case .unknownSwitch(let name, let nearest):
      (
        "\"\(name)\" is no switch",
        ErrorText.didYouMean(nearest) ?? "There are: \(Switches.names.joined(separator: ", "))."
      )
    case .invalidSwitch(let name, let value):
      ("the switch \(name) does not take \(value.map { "\"\($0)\"" } ?? "no value")", nil)
    case .repeatedSwitch(let name): ("the switch \(name) stands twice", nil)
    case .misplacedSwitches: ("switches stand directly above a step's fence, and here is none", nil)
    case .repeatedIdentity(let id): ("two steps have the id \(id)", nil)
    case .unknownCheck(let text, let nearest):
      (
        "\"\(text)\" is no check",
        ErrorText.didYouMean(nearest) ?? "There are: \(Check.usages.map(\.name).joined(separator: ", "))."
      )
    case .invalidCheck(let text, let usage): ("\"\(text)\" has the wrong operands", "Write: \(usage)")
    case .misplacedCheck(let text):
      ("\"\(text)\" changes something, or stands below no step", "A check only looks, below a step's fence.")
    }
  }
}

extension PageProblem {
  /// What is wrong, and what to do, in one line of words.
  public var text: String { UnreadablePage(path: "", problem: self).reason }
}
