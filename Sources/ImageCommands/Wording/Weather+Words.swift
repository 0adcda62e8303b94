import CommandLanguage
import Presentation
import RegistryClient
import RegistrySimulator
import Worlds

extension WeatherRuleError: WordedError {
  /// The rule broken, and what was probably meant.
  public var words: ErrorText {
    let help = "'help weather' tells how rules are written."
    guard case .unknownFault(let word) = self else { return ErrorText(description, nextStep: help) }
    let name = word.prefix { $0 != "=" && $0 != "@" }
    let names = WeatherFault.words.map { String($0.prefix { $0 != "=" && $0 != "@" }) }
    return ErrorText(
      description, nextStep: ErrorText.didYouMean(Spelling.nearest(to: String(name), among: names)) ?? help)
  }
}

extension WeatherUsage: WordedError {
  var words: ErrorText {
    switch self {
    case .unknownAction(let word):
      ErrorText(
        "'registry weather \(word)' means nothing",
        nextStep: "Write 'add RULE', 'rm NUMBER' or 'rm all' behind it, or nothing for a list.")
    case .ruleWithoutAdd(let rule):
      ErrorText("a new rule needs 'add'", nextStep: "Write 'registry weather add \(rule)'.")
    case .unexpected(let word): ErrorText("\"\(word)\" means nothing here")
    case .nothingToRemove:
      ErrorText("which rules?", nextStep: "Write their numbers, or all: 'registry weather rm all'.")
    case .noNumber(let word):
      ErrorText("\"\(word)\" is no rule's number", nextStep: "See the numbers with 'registry weather'.")
    }
  }
}

extension WeatherControl.Refused: WordedError {
  public var words: ErrorText {
    switch self {
    case .noRule(let number):
      ErrorText("no rule has the number \(number)", nextStep: "See the numbers with 'registry weather'.")
    case .tooMany(let limit):
      ErrorText("there are \(limit) rules already", nextStep: "Take some away with 'registry weather rm'.")
    }
  }
}

extension World.NoRegistryNamed: WordedError {
  public var words: ErrorText {
    ErrorText(
      "the real world has no registry of its own",
      nextStep: "Name one that 'registry serve' serves, as '--at localhost:5000', or start with '--world FIXTURE'.")
  }
}

extension RegistryControlClient.Unavailable: WordedError {
  public var words: ErrorText {
    ErrorText(
      "\(host) can't be controlled",
      detail: "It is another program's registry, or serves beyond this machine without '--control'.",
      nextStep: "Serve one with 'registry serve'.")
  }
}
