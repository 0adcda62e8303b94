import CommandLanguage
import ImageCommands
import LineEditing

/// How a command line may go on, from the one table of commands: the rest of the only verb or option that fits, else
/// what the command takes next. Reads nothing but the table.
public struct ShellHinter: Hinter {
  private let session: Session
  private let completer: ShellCompleter

  /// Makes a hinter of a session's commands; the completer knows of lines that go on another one.
  public init(_ session: Session, completer: ShellCompleter) {
    (self.session, self.completer) = (session, completer)
  }

  /// A line that can be read, of a verb that there is here and now.
  public func mayOffer(_ line: String) -> Bool {
    guard !completer.isContinuing, let command = try? CommandLine(Self.command(in: line)) else { return false }
    let words = Invocation(command.words).words.map(\.value)
    if let first = words.first, Leaving.verbs.contains(where: { $0.name == first }) { return true }
    return (try? session.table.find(words)) != nil
  }

  public func hint(for line: String) -> Hint? {
    let text = Self.command(in: line)
    guard !completer.isContinuing, let point = CommandLine.words(upTo: text.utf8.count, in: text) else { return nil }
    // A word with quotes or escapes is longer than what it says.
    guard point.place == .argument, point.span.count == point.prefix.utf8.count else { return nil }
    let words = Invocation(point.previous).words.map(\.value)
    let table = session.table
    guard point.prefix.isEmpty else { return rest(of: point.prefix, behind: words, table) }
    return next(behind: words, table).map { .placeholder($0) }
  }

  /// The line without what stands before the command.
  private static func command(in line: String) -> String {
    CommandLanguage.Prompt.split(line, Session.prompts)?.rest ?? line
  }

  /// What completes a word that can become but one; behind a whole one what comes next.
  private func rest(of word: String, behind words: [String], _ table: CommandTable) -> Hint? {
    guard case .words(let proposals) = CompletionGrammar(table: table).expectation(behind: words, prefix: word) else {
      return nil
    }
    let fitting = Set(proposals.lazy.map(\.text).filter { $0.hasPrefix(word) })
    if fitting.contains(word) { return next(behind: words + [word], table).map { .placeholder(" \($0)") } }
    guard fitting.count == 1, let only = fitting.first else { return nil }
    return .continuation(String(only.dropFirst(word.count)))
  }

  /// What stands next behind some words, as usage lines write it.
  private func next(behind words: [String], _ table: CommandTable) -> String? {
    guard let first = words.first else { return nil }
    if words.count == 1, table.groups.contains(first), !table.entries.contains(where: { $0.path == [first] }) {
      return "COMMAND"
    }
    guard let (entry, rest) = try? table.find(words) else { return nil }
    return ArgumentProgress(rest, of: entry, in: table).next
  }
}
