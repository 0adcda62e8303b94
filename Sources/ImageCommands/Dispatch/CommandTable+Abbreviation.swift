/// Commands whose words are cut short: `ima` for `images`, `reg ta` for `registry tags`. At the prompt they are run, in
/// scripts the whole word is named.
extension CommandTable {
  /// What the first words of a line stand for.
  public enum Abbreviation: Sendable, Hashable {
    /// They are whole words, or no command's beginning.
    case none
    /// One command's name, with the words behind it.
    case command(CommandName, words: [String])
    /// Several commands begin so; their names.
    case several([String])
  }

  /// A command's name, and whether it has to be written out.
  public struct CommandName: Sendable, Hashable {
    /// The words with blanks between.
    public let text: String
    /// Whether the command takes something away: that is not to come of a slip.
    public let isDangerous: Bool
  }

  /// Finds the commands that the first word, or the first two, may be the beginning of. What is whole is none, whatever
  /// else begins so.
  ///
  /// - Parameters:
  ///   - words: the words of a line.
  ///   - others: words that whoever asks understands besides.
  /// - Returns: what is meant.
  public func abbreviation(_ words: [String], besides others: [String] = []) -> Abbreviation {
    guard let first = words.first, !first.isEmpty, !first.hasPrefix("-"), !others.contains(first) else { return .none }
    guard !entries.contains(where: { $0.path == [first] }) else { return .none }
    let second = words.dropFirst().first.flatMap { $0.isEmpty || $0.hasPrefix("-") ? nil : $0 }
    if groups.contains(first) {
      guard let second, !entries.contains(where: { $0.path == [first, second] }) else { return .none }
      return abbreviation(of: words, named(pairs(second) { $0 == first }))
    }
    var names = named(entries.filter { $0.path.count == 1 && $0.path[0].hasPrefix(first) })
    names += others.filter { $0.hasPrefix(first) }
    if let second { names += named(pairs(second) { $0.hasPrefix(first) }) }
    // A group alone is no command, but explains itself.
    return abbreviation(of: words, names.isEmpty ? groups.filter { $0.hasPrefix(first) }.sorted() : names)
  }

  /// The line with its command written out, where exactly one begins so.
  public func writtenOut(_ words: [String]) -> [String] {
    if case .command(_, let words) = abbreviation(words) { words } else { words }
  }

  private func abbreviation(of words: [String], _ names: [String]) -> Abbreviation {
    let meant = Self.preferred[names].map { [$0] } ?? names
    guard let name = meant.first else { return .none }
    guard meant.count == 1 else { return .several(meant) }
    let path = name.split(separator: " ").map(String.init)
    let isDangerous = path.last.map(Self.dangerous.contains) ?? false
    return .command(CommandName(text: name, isDangerous: isDangerous), words: path + words.dropFirst(path.count))
  }

  /// The verbs of groups that begin so, those that are whole alone where there are such.
  private func pairs(_ second: String, in isGroup: (String) -> Bool) -> [CommandEntry] {
    let begun = entries.filter { $0.path.count == 2 && isGroup($0.path[0]) && $0.path[1].hasPrefix(second) }
    let whole = begun.filter { $0.path[1] == second }
    return whole.isEmpty ? begun : whole
  }

  /// The names, of one command in the same group only the first.
  private func named(_ entries: [CommandEntry]) -> [String] {
    var seen: Set<String> = []
    return entries.filter { seen.insert("\($0.path.dropLast()) \($0.command)").inserted }.map(\.name)
  }

  /// Which of several commands is meant, because it is typed so much more often.
  private static let preferred = [["images", "import"]: "images", ["registry ls", "registry log"]: "registry ls"]

  /// The last words of commands that take something away.
  private static let dangerous: Set<String> = ["delete", "gc", "prune", "remove", "rm", "rmi", "undo"]
}
