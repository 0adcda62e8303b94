import Foundation

/// What a real engine printed in one session: commands in their order, as the files of `Recordings` keep them.
struct Recording: Sendable {
  /// A command with what it printed.
  struct Step: Sendable {
    /// The command line, for bash.
    let command: String
    /// How many times the same line stood before it in its recording, plus one.
    let occurrence: Int
    /// What was piped in.
    let input: String?
    /// The terminal that it ran on, if any; ``output`` is then what stood on it at the end.
    let terminal: Terminal?
    let output: String
    let errors: String
    let status: Int32

    /// How a table names it.
    var name: String {
      let line = command.replacing("\n", with: " ⏎ ")
      return occurrence == 1 ? line : "\(line) (\(occurrence))"
    }
  }

  /// A terminal and what is typed at it.
  struct Terminal: Sendable {
    let columns: Int
    let rows: Int
    /// What is waited for, and what is typed then.
    let typed: [(prompt: String, answer: String)]
  }

  enum Entry: Sendable {
    /// A command that only prepares, nobody noted what it printed; or a note, which is a comment to bash.
    case setup(String)
    case step(Step)
  }

  let name: String
  let entries: [Entry]

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()

  /// Reads one file of `Recordings`.
  init(_ name: String) throws {
    self.name = name
    let file = Self.folder.appending(path: "Recordings/\(name).txt")
    var lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)[
      ...]
    var entries: [Entry] = []
    var seen: [String: Int] = [:]
    while let line = lines.popFirst() {
      if line.hasPrefix("(setup) $ ") {
        entries.append(.setup(String(line.dropFirst("(setup) $ ".count))))
      } else if line.hasPrefix("# NOTE ") {
        entries.append(.setup(String(line)))
      } else if line.hasPrefix("================") {
        entries.append(.step(Self.step(line, &lines, &seen)))
      }
    }
    self.entries = entries
  }

  private static func step(_ head: Substring, _ lines: inout ArraySlice<Substring>, _ seen: inout [String: Int]) -> Step
  {
    var command = take(&lines) { $0.hasPrefix("--- ") }.joined(separator: "\n")
    command = String(command.dropFirst("$ ".count))
    let input = annotation("stdin", &command).map { unescape($0.dropFirst().dropLast()) }
    let typed = annotation("typed", &command).map { text in
      text.split(separator: "', '").map { part -> (prompt: String, answer: String) in
        let words = part.trimming("'")
        let space = words.lastIndex(of: " ") ?? words.startIndex
        return (String(words[..<space]), String(words[space...].dropFirst()))
      }
    }
    var output = ""
    var errors = ""
    var status: Int32 = 0
    while let line = lines.popFirst() {
      let body = { (lines: inout ArraySlice<Substring>) in take(&lines) { $0.hasPrefix("--- ") }.joined(separator: "\n")
      }
      switch line.split(separator: " ").dropFirst().first {
      case "stdout", "screen": output = body(&lines)
      case "stderr": errors = body(&lines)
      default: status = Int32(line.split(separator: " ").last ?? "") ?? -1
      }
      if line.hasPrefix("--- exit") { break }
    }
    seen[command, default: 0] += 1
    let size = head.firstMatch(of: #/TTY (\d+)x(\d+)/#).flatMap { match in
      Int(match.output.1).flatMap { columns in Int(match.output.2).map { (columns, $0) } }
    }
    return Step(
      command: command, occurrence: seen[command] ?? 1, input: input,
      terminal: size.map { Terminal(columns: $0.0, rows: $0.1, typed: typed ?? []) }, output: output, errors: errors,
      status: status)
  }

  private static func take(
    _ lines: inout ArraySlice<Substring>, until isEnd: (Substring) -> Bool
  ) -> [Substring] {
    let taken = lines.prefix { !isEnd($0) }
    lines = lines.dropFirst(taken.count)
    return Array(taken)
  }

  /// Takes `(KIND: TEXT)` off the end of a command.
  private static func annotation(_ kind: String, _ command: inout String) -> String? {
    guard command.hasSuffix(")"), let start = command.range(of: "      (\(kind): ") else { return nil }
    let text = String(command[start.upperBound...].dropLast())
    command = String(command[..<start.lowerBound])
    return text
  }

  private static func unescape(_ text: Substring) -> String {
    String(text).replacing("\\r", with: "\r").replacing("\\n", with: "\n")
  }
}

extension Substring {
  func trimming(_ mark: Character) -> Substring {
    var text = self
    if text.first == mark { text = text.dropFirst() }
    if text.last == mark { text = text.dropLast() }
    return text
  }
}
