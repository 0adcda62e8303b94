import ImageCommands
import Presentation

/// The options in front of the first other word, which begins the one-shot command.
struct GlobalOptions: Sendable {
  var fixture: String?
  var line: String?
  var file: String?
  var keepsGoing = false
  var echoes = false
  /// Whether `drydockrc` and `.editrc` are read.
  var readsConfiguration = true
  /// The one-shot command.
  var words: [String] = []

  init(_ arguments: some Sequence<String>) throws(GlobalOptionError) {
    var rest = Array(arguments)[...]
    while let word = rest.first {
      if ["--help", "-h", "--version", "-v"].contains(word) {
        words = [word]
        break
      }
      guard word.hasPrefix("-"), word != "-" else {
        words = Array(rest)
        break
      }
      rest = rest.dropFirst()
      if word == "--" {
        words = Array(rest)
        break
      }
      try take(word, &rest)
    }
    if [line != nil, file != nil, !words.isEmpty].count(where: { $0 }) > 1 { throw .severalCommands }
  }

  private mutating func take(_ word: String, _ rest: inout ArraySlice<String>) throws(GlobalOptionError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let attached = parts.count > 1 ? parts[1] : nil
    func value() throws(GlobalOptionError) -> String {
      guard let text = attached ?? rest.popFirst() else { throw .missingValue(parts[0]) }
      return text
    }
    switch (parts[0], attached) {
    case ("--world", _): fixture = try value()
    case ("-c", _), ("--command", _): line = try value()
    case ("-f", _), ("--file", _): file = try value()
    case ("--keep-going", nil): keepsGoing = true
    case ("--echo", nil): echoes = true
    case ("--no-config", nil): readsConfiguration = false
    default: throw .unknown(parts[0])
    }
  }
}

/// What is wrong with the options in front of the command.
enum GlobalOptionError: WordedError, Hashable {
  case unknown(String)
  case missingValue(String)
  case severalCommands

  var status: ExitStatus { .badFlag }

  var words: ErrorText {
    let next = "Run 'drydock --help' for more information"
    return switch self {
    case .unknown(let flag):
      ErrorText(
        flag.hasPrefix("--")
          ? "unknown flag: \(flag)" : "unknown shorthand flag: '\(flag.dropFirst().prefix(1))' in \(flag)",
        nextStep: ["--plain-http", "--ca-file"].contains(flag)
          ? "Write it behind the command: 'drydock pull \(flag) …'; 'drydock help settings' tells how to keep it."
          : next)
    case .missingValue(let flag): ErrorText("flag needs an argument: \(flag)", nextStep: next)
    case .severalCommands:
      ErrorText(
        "a command, --command and --file exclude each other", detail: "One of them says what to run.", nextStep: next)
    }
  }
}
