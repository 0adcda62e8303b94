import ImageOperations
import Presentation

extension FilterError: WordedError {
  public var words: ErrorText {
    switch self {
    case .badFormat(let text): ErrorText("bad format of filter (expected name=value): \(text)")
    case .unknownName(let name, let known):
      ErrorText(
        "Error response from daemon: Invalid filter '\(name)'",
        detail: "The filters are: \(known.joined(separator: ", ")).")
    case .invalidValue(let name, let values, let expected):
      ErrorText(
        "Error response from daemon: Invalid filter '\(name)=[\(values.joined(separator: " "))]'",
        detail: "It takes \(expected).")
    case .unknownValue(let name, let value, let expected):
      ErrorText("Error response from daemon: Invalid filter '\(name)=\(value)'", detail: "It takes \(expected).")
    case .badPattern(let text):
      ErrorText(
        "Error response from daemon: syntax error in pattern",
        detail: "'\(text)' has a bracket or a backslash without its end.")
    }
  }
}
