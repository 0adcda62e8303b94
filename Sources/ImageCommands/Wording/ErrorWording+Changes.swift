import ImageOperations
import Presentation

extension ConfigurationChangeError: WordedError {
  public var words: ErrorText {
    ErrorText("Error response from daemon: \(reason)", detail: detail, nextStep: nextStep)
  }

  /// docker's words for it.
  var reason: String {
    switch self {
    case .noInstructions: "file with no instructions"
    case .notAChange(let name): "\(name) is not a valid change command"
    case .noArguments(let name): "\(name) requires at least one argument"
    case .notOneArgument(let name): "\(name) requires exactly one argument"
    case .noValue(let name): "\(name) must have two arguments"
    case .noEquals(let word): "Syntax error - can't find = in \"\(word)\". Must be of the form: name=value"
    case .blankName(let name): "\(name) names can not be blank"
    case .notOnlyStrings: "when using JSON array syntax, arrays must be comprised of strings only"
    case .unknownFlag(let flag): "Unknown flag: \(flag)"
    case .repeatedFlag(let flag): "Duplicate flag specified: \(flag)"
    case .flagWithoutValue(let flag): "Missing a value on flag: \(flag)"
    case .malformedDuration(let text): "time: invalid duration \"\(text)\""
    case .shortDuration(let flag): "Interval \"\(flag)\" cannot be less than 1ms"
    case .malformedRetries(let text): "--retries must be at least 1 (not \(text))"
    case .unknownHealthCheck(let kind): "Unknown type \"\(kind)\" in HEALTHCHECK (try CMD)"
    case .emptyHealthCheck: "Missing command after HEALTHCHECK CMD"
    case .healthCheckNoneWithCommand: "HEALTHCHECK NONE takes no arguments"
    case .chainedOnBuild: "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed"
    case .notATrigger(let name): "\(name) isn't allowed as an ONBUILD trigger"
    case .emptyVolume: "VOLUME specified can not be an empty string"
    case .invalidPort(let text): "Invalid containerPort: \(text)"
    case .invalidProtocol(let text): "Invalid proto: \(text)"
    case .unterminated("}"): "syntax error: missing '}'"
    case .unterminated(let quote): "unexpected end of statement while looking for matching \(quote)"
    case .unsupportedModifier(let sign): "unsupported modifier (\(sign)) in substitution"
    case .requiredVariable(let name, let message): "\(name): \(message.isEmpty ? "not set" : message)"
    case .invalidEscape(let text): "invalid ESCAPE '\(text)'. Must be ` or \\"
    }
  }

  private var detail: String? {
    switch self {
    case .notAChange: "These can change a configuration: \(Self.names)."
    case .invalidPort: "A port is a number up to 65535, or a range as 8000-8010."
    default: nil
    }
  }

  private var nextStep: String? {
    switch self {
    case .noInstructions: "Write an instruction, as -c 'ENV A=1'."
    case .noValue(let name): "Write \(name) NAME=VALUE."
    case .malformedDuration: "Write a number with its unit, as 30s or 1m30s."
    default: nil
    }
  }

  private static let names = "CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK, LABEL, ONBUILD, USER, VOLUME, WORKDIR"
}
