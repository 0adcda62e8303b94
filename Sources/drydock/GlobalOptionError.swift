import ImageCommands
import Presentation

/// What is wrong with the options in front of the command.
enum GlobalOptionError: WordedError, Hashable {
  /// There is no such option; the nearest that there is.
  case unknown(String, near: String?)
  case missingValue(String)
  case severalCommands
  case unknownLevel(String)
  case unknownContext(String)
  /// Another engine is to do the work.
  case engine(String)

  var status: ExitStatus {
    switch self {
    case .unknown, .missingValue, .severalCommands: .badFlag
    case .unknownLevel, .unknownContext, .engine: .failure
    }
  }

  var words: ErrorText {
    let next = "Run 'drydock --help' for more information"
    return switch self {
    case .unknown(let flag, let near):
      ErrorText(
        flag.hasPrefix("--")
          ? "unknown flag: \(flag)" : "unknown shorthand flag: '\(flag.dropFirst().prefix(1))' in \(flag)",
        detail: "Usage:  drydock [OPTIONS] COMMAND [ARG...]",
        nextStep: ["--plain-http", "--ca-file"].contains(flag)
          ? "Write it behind the command: 'drydock pull \(flag) …'; 'drydock help settings' tells how to keep it."
          : ErrorText.didYouMean(near) ?? next)
    case .missingValue(let flag):
      ErrorText(
        flag.hasPrefix("--")
          ? "flag needs an argument: \(flag)" : "flag needs an argument: '\(flag.dropFirst())' in \(flag)",
        nextStep: next)
    case .severalCommands:
      ErrorText(
        "a command, --command and --file exclude each other", detail: "One of them says what to run.", nextStep: next)
    case .unknownLevel(let level):
      ErrorText("Unable to parse logging level: \(level)", nextStep: "Levels are debug, info, warn, error and fatal.")
    case .unknownContext(let name):
      ErrorText(
        "context \"\(name)\": context not found", detail: "There are no engines to choose from: drydock has none.",
        nextStep: "Leave --context out; DRYDOCK_HOME names another store.")
    case .engine(let host):
      ErrorText(
        Self.isAddress(host)
          ? "Cannot connect to the Docker daemon at \(host). Is the docker daemon running?"
          : "Failed to initialize: unable to resolve docker endpoint: invalid bind address format: \(host)",
        detail: "drydock works in its own store and never in an engine's, so it did not try.",
        nextStep: "Leave -H out; DRYDOCK_HOME names another store.")
    }
  }

  private static func isAddress(_ host: String) -> Bool {
    guard let scheme = host.firstRange(of: "://").map({ host[..<$0.lowerBound] }) else { return true }
    return ["unix", "tcp", "http", "https", "npipe", "fd", "ssh"].contains(scheme)
  }
}
