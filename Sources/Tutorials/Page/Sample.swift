/// What a page shows as a command's output.
public struct Sample: Hashable, Sendable {
  /// One line of it.
  public struct Line: Hashable, Sendable {
    /// Its line on the page, from 1.
    public let number: Int
    /// Its text without the line's end.
    public let text: String

    /// Whether it is only `...`, which stands for any lines.
    var isElision: Bool { ["...", "…", "[...]", "(...)", "<...>"].contains(text.trimmed) }

    /// Makes a line.
    public init(number: Int, text: String) {
      self.number = number
      self.text = text
    }
  }

  /// What was typed at a prompt that the command showed.
  public struct Answer: Hashable, Sendable {
    /// The line on the page.
    public let line: Int
    /// The prompt without its colon: `Username`.
    public let prompt: String
    /// What stands behind it; empty where the page hides it.
    public let answer: String
    /// Whether it asks for a secret, which no page holds.
    public let isSecret: Bool
  }

  /// The lines, without blank ones at both ends and without the exit status.
  public let lines: [Line]
  /// The number of a last line `[N]`.
  public let exitStatus: Int?

  /// Takes the output's lines as they stand on the page.
  public init(_ lines: [Line]) {
    var rest = lines[...]
    func trim() {
      while rest.last?.text.isBlank == true { rest.removeLast() }
      while rest.first?.text.isBlank == true { rest.removeFirst() }
    }
    trim()
    exitStatus = rest.last.flatMap { Self.status($0.text) }
    if exitStatus != nil {
      rest.removeLast()
      trim()
    }
    self.lines = Array(rest)
  }

  /// Takes a text whose first line has the number 1.
  public init(text: String) {
    self.init(text.lines.enumerated().map { Line(number: $0.offset + 1, text: $0.element) })
  }

  /// Whether the page shows no output.
  public var isEmpty: Bool { lines.isEmpty }

  /// Whether the sample begins like an error message, so that the command is expected to fail.
  public var showsError: Bool {
    // What `run` and `create` say before they pull is no error.
    guard let first = lines.first?.text.lowercased(), !first.hasPrefix("unable to find image ") else { return false }
    return [
      "error", "docker: ", "podman: ", "drydock: ", "unknown flag", "unknown shorthand flag", "unauthorized",
      "unable to ", "denied:", "invalid reference", "fatal",
    ].contains { first.hasPrefix($0) } || first.contains("requires exactly ") || first.contains("requires at least ")
  }

  /// The answers to prompts such as `Username: alice` that the sample shows.
  public var answers: [Answer] {
    lines.compactMap { line in
      guard let (prompt, answer) = PromptLine.split(line.text) else { return nil }
      return Answer(line: line.number, prompt: prompt, answer: answer, isSecret: PromptLine.isSecret(prompt))
    }
  }

  private static func status(_ text: String) -> Int? {
    let trimmed = text.trimmed
    guard trimmed.hasPrefix("["), trimmed.hasSuffix("]"), (3...5).contains(trimmed.count) else { return nil }
    let digits = trimmed.dropFirst().dropLast()
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let status = Int(digits), status <= 255 else { return nil }
    return status
  }
}

/// A line on which a command asked for something.
enum PromptLine {
  private static let prompts = ["username", "password", "email", "login", "token", "passphrase"]

  /// The prompt and what stands behind its colon; `Username (bob): alice` asks for `Username`.
  static func split(_ line: String) -> (prompt: String, answer: String)? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let head = line[..<colon]
    let prompt = String(head.prefix { $0 != "(" }).trimmed
    guard prompts.contains(prompt.lowercased()) else { return nil }
    return (prompt, String(line[line.index(after: colon)...]).trimmed)
  }

  static func isSecret(_ prompt: String) -> Bool {
    ["password", "token", "passphrase", "secret"].contains { prompt.lowercased().contains($0) }
  }
}
