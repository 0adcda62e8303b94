import ImageCommands

/// The options in front of the first other word, which begins the one-shot command.
struct GlobalOptions: Sendable {
  var fixture: String?
  var line: String?
  var file: String?
  var keepsGoing = false
  var echoes = false
  /// Whether `drydockrc` and `.editrc` are read.
  var readsConfiguration = true
  /// Where credentials are kept, instead of what the environment says.
  var configurationFolder: String?
  /// Options of docker's that were given and do nothing here.
  var idle: [String] = []
  /// The one-shot command.
  var words: [String] = []

  init(_ arguments: some Sequence<String>) throws(GlobalOptionError) {
    var rest = Array(arguments)[...]
    // A line that was copied whole.
    if rest.count > 1, let first = rest.first, ["docker", "docker.exe"].contains(first) { rest = rest.dropFirst() }
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

  /// Those with a letter take a value behind it, too: `-lerror`.
  private static let letters: Set<Character> = ["H", "l", "c", "f"]

  private mutating func take(_ word: String, _ rest: inout ArraySlice<String>) throws(GlobalOptionError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    var (name, attached) = (parts[0], parts.count > 1 ? parts[1] : nil)
    if !word.hasPrefix("--"), word.count > 2, let letter = word.dropFirst().first, Self.letters.contains(letter) {
      (name, attached) = ("-\(letter)", String(word.dropFirst(word.dropFirst(2).first == "=" ? 3 : 2)))
    }
    func value() throws(GlobalOptionError) -> String {
      guard let text = attached ?? rest.popFirst() else { throw .missingValue(name) }
      return text
    }
    switch (name, attached) {
    case ("--world", _): fixture = try value()
    case ("-c", _), ("--command", _): line = try value()
    case ("-f", _), ("--file", _): file = try value()
    case ("--keep-going", nil): keepsGoing = true
    case ("--echo", nil): echoes = true
    case ("--no-config", nil): readsConfiguration = false
    case ("--config", _): configurationFolder = try value()
    case ("-D", nil), ("--debug", _): break
    case ("-l", _), ("--log-level", _):
      let level = try value()
      guard Self.levels.contains(level) else { throw .unknownLevel(level) }
    case ("-H", _), ("--host", _): throw try .engine(value())
    case ("--context", _):
      let context = try value()
      guard context == "default" else { throw .unknownContext(context) }
    case ("--tls", _), ("--tlsverify", _): idle.append(name)
    case ("--tlscacert", _), ("--tlscert", _), ("--tlskey", _):
      _ = try value()
      idle.append(name)
    default: throw .unknown(name, near: ProgramOptions.nearest(to: name))
    }
  }

  private static let levels: Set<String> = ["debug", "info", "warn", "error", "fatal"]
}
