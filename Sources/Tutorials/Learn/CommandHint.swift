import CommandLanguage
import ImageCommands

/// What helps with one command of a page, from a nudge to the whole.
struct CommandHint {
  let command: PageCommand
  let table: CommandTable
  /// What the page's ids stand for in the learner's world.
  let bindings: Bindings

  /// The verb with its group: `image tag`.
  var verb: String {
    let words = command.words.filter { !$0.hasPrefix("-") }
    return (try? table.find(words).entry.name) ?? words.first ?? ""
  }

  /// What the verb is good for, without naming it.
  var nudge: String {
    let path = command.words.filter { !$0.hasPrefix("-") }
    guard let entry = try? table.find(path).entry else { return "Read the step once more." }
    return "There is a command for this: \(entry.abstract.prefix(1).lowercased() + entry.abstract.dropFirst())."
  }

  /// The command with its options' values and its arguments left open.
  var withBlanks: String { CommandShape(command.words, in: table).blanked }

  /// The command as it would be typed: as on the page, but for ids that are others here, and for pipes, which the shell
  /// does not have.
  var whole: String {
    let words = PageWords.bound(command.words, bindings)
    var isPiped = false
    if case .piped = command.kind { isPiped = true }
    guard isPiped || words != command.words else { return command.source }
    return CommandLine.quote(["docker"] + words)
  }
}
