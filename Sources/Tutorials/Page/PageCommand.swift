import CommandLanguage

/// A command on a page, with what the page shows as its outcome.
public struct PageCommand: Hashable, Sendable {
  /// What the command asks for.
  public enum Kind: Hashable, Sendable {
    /// A command line of ours: the words without `sudo` and the CLI's name, placeholders written `<name>`.
    case ours([String])
    /// The same, its output piped into filters that are followed.
    case piped([String], through: [[String]])
    /// Something that can't be done here, by name.
    case unmet(Unmet)
  }

  /// Why a command can't be done.
  public enum Unmet: Hashable, Sendable {
    /// Another program.
    case foreignProgram(String)
    /// A pipe into, or from, a program that is not followed.
    case pipe(String)
    /// Syntax of other shells.
    case syntax(UnsupportedSyntax)
    /// A variable of another shell, as written: `$TAG`, `%TAG%`.
    case variable(String)
    /// `NAME=value` in front of the command.
    case assignment(String)
    /// Output or input redirected outside of the working directory.
    case redirection(String)
    /// A quote or continuation that the fence does not end, or a line that can't be read.
    case unreadable(LexicalError)
  }

  /// The filters that a pipe may lead into.
  public static let filters: Set<String> = ["grep", "head", "tail", "wc", "sort", "uniq", "cut", "tr"]

  /// The line on the page that it begins on, from 1.
  public let line: Int
  /// The last of its lines: the same, unless it is continued.
  public let lastLine: Int
  /// The command as it stands there, without prompts, continuations joined.
  public let source: String
  /// The prompt in front of it.
  public let prompt: Prompt?
  /// What it asks for.
  public let kind: Kind
  /// What was read, for redirections, spans and quoting; nothing where it can't be read.
  public let commandLine: CommandLine?
  /// The output that the page shows.
  public let sample: Sample

  /// The status that a last line `[N]` demands.
  public var expectedStatus: Int? { sample.exitStatus }

  /// Whether the page shows the command failing.
  public var expectsFailure: Bool { expectedStatus.map { $0 != 0 } ?? sample.showsError }

  /// The words for the dispatcher; empty where the command is unmet.
  public var words: [String] {
    switch kind {
    case .ours(let words), .piped(let words, _): words
    case .unmet: []
    }
  }

  /// The first word that is no option: the verb.
  public var verb: String? { words.first { !$0.hasPrefix("-") } }

  /// Whether the command names one of our CLIs, whether or not it can be done.
  public let namesCLI: Bool

  /// Whether it is a command of podman's or nerdctl's, which have options of their own.
  var isOfAnotherCLI: Bool {
    commandLine.flatMap { Invocation($0.words).name }.map { ["podman", "nerdctl"].contains($0) } ?? false
  }
}

extension PageCommand {
  /// The same command with another fence's content as its sample.
  func showing(_ sample: Sample) -> PageCommand {
    PageCommand(
      line: line, lastLine: lastLine, source: source, prompt: prompt, kind: kind, commandLine: commandLine,
      sample: sample, namesCLI: namesCLI)
  }

  /// Sorts a command's text.
  static func kind(of source: String, prompt: Prompt?) -> (kind: Kind, commandLine: CommandLine?) {
    let text = source
    if let name = CommandText.assignment(text) { return (.unmet(.assignment(name)), nil) }
    let line: CommandLine
    do {
      line = try CommandLine(text, rules: .page)
    } catch {
      if case .unsupported(let syntax, _) = error { return (.unmet(.syntax(syntax)), nil) }
      return (.unmet(.unreadable(error)), nil)
    }
    let invocation = Invocation(line.words)
    let filters = line.filters.map { $0.map(\.value) }
    guard invocation.name != nil || prompt == .drydock else {
      let names = filters.first { Invocation.names.contains($0[0]) }
      let program = line.words.first?.value ?? ""
      return (.unmet(names == nil ? .foreignProgram(program) : .pipe(program)), line)
    }
    for target in [line.output, line.input] {
      if let path = target?.target.value, leavesFolder(path) { return (.unmet(.redirection(path)), line) }
    }
    if let name = variable(in: line.words, prompt) { return (.unmet(.variable(name)), line) }
    let words = invocation.words.map(\.value)
    if let other = filters.first(where: { !Self.filters.contains($0[0]) }) { return (.unmet(.pipe(other[0])), line) }
    return (filters.isEmpty ? .ours(words) : .piped(words, through: filters), line)
  }

  /// The first variable that only another shell would replace.
  private static func variable(in words: [Word], _ prompt: Prompt?) -> String? {
    guard prompt != .drydock else { return nil }
    for word in words {
      for case .variable(let name) in word.pieces { return "$\(name)" }
      guard prompt == .windows, let start = word.value.firstIndex(of: "%") else { continue }
      let rest = word.value[word.value.index(after: start)...]
      let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      if !name.isEmpty, rest.dropFirst(name.count).first == "%" { return "%\(name)%" }
    }
    return nil
  }

  private static func leavesFolder(_ path: String) -> Bool {
    let parts = path.split { $0 == "/" || $0 == "\\" }
    return path.hasPrefix("/") || path.hasPrefix("\\") || path.hasPrefix("~") || path.contains(":")
      || parts.contains("..")
  }
}
