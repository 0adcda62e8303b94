/// Why a text is no weather rule.
public enum WeatherRuleError: Error, Hashable, CustomStringConvertible {
  /// There is no word at all.
  case empty
  /// It does not begin with a fault: the word there.
  case unknownFault(String)
  /// The fault needs a value: its name and an example.
  case missingValue(String, example: String)
  /// The fault takes no such value: its text, and how it is written.
  case invalidValue(String, example: String)
  /// The word has no meaning there.
  case unknownWord(String)
  /// Behind `on` stands neither a method nor a kind of requests.
  case unknownRequests(String)
  /// A word must be followed by something: the word, and an example of what.
  case missingWord(after: String, example: String)
  /// Behind a word stands something else than it wants: both, and an example.
  case invalidWord(String, after: String, example: String)
  /// The same is said twice.
  case repeated(String)

  /// The rule broken, in words.
  public var description: String {
    switch self {
    case .empty: "a weather rule begins with what goes wrong, such as reset or 503"
    case .unknownFault(let word): "there is no fault \"\(word)\""
    case .missingValue(let word, let example): "\(word) needs a value, such as \(example)"
    case .invalidValue(let word, let example): "\"\(word)\" is not written like \(example)"
    case .unknownWord(let word):
      "\"\(word)\" means nothing here; a rule goes on with on, of, at, after, with, once, N times or always"
    case .unknownRequests(let word):
      "\"\(word)\" is no kind of requests: "
        + (RequestKind.allCases.map(\.rawValue) + ["any"]).joined(separator: ", ")
        + ", or a method in capitals"
    case .missingWord(let word, let example): "\"\(word)\" needs more, such as \(word) \(example)"
    case .invalidWord(let text, let word, let example): "\"\(word) \(text)\" is not written like \(word) \(example)"
    case .repeated(let word): "\"\(word)\" is said twice"
    }
  }
}
