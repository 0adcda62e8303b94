import ArgumentParser
import Presentation

/// The help texts, drawn from the commands' declarations; no line is longer than 80 columns.
struct HelpText {
  /// What fits every terminal.
  static let columns = 80
  private let layout = HelpLayout(columns: Self.columns)
  private let table: CommandTable

  init(_ table: CommandTable) { self.table = table }

  /// Help of the whole program.
  var overview: String {
    var text =
      "Usage:  drydock [OPTIONS] COMMAND\n\nA shell for container images, without a daemon and without root\n"
    let verbs = table.entries.filter { !$0.isAlias && $0.path.count == 1 }
    for topic in CommandTopic.allCases {
      let own = verbs.filter { $0.topic == topic }
      if !own.isEmpty { text += "\n\(topic.rawValue):\n" + layout.list(own.map { ($0.name, $0.abstract) }) }
    }
    text += "\nGroups:\n"
    text += layout.list(
      table.groups.sorted().map { group in
        (group, table.verbs(of: group).map { $0.path[1] }.joined(separator: ", "))
      })
    text += "\nOptions:\n" + layout.list(ProgramOptions.rows)
    return text + "\nWithout a command drydock is a shell.\nRun 'drydock COMMAND --help' for more on a command,\n"
      + "'drydock apropos WORD' to find one, and 'drydock help TOPIC' on a topic:\n"
      + layout.list(HelpTopic.allCases.map { ($0.rawValue, $0.gloss) })
  }

  /// Help of a group of verbs.
  func group(_ group: String) -> String {
    let verbs = table.verbs(of: group)
    return "Usage:  drydock \(group) COMMAND\n\nCommands:\n" + layout.list(verbs.map { ($0.path[1], $0.abstract) })
      + "\nRun 'drydock \(group) COMMAND --help' for more on a command.\n"
  }

  /// Help of a command.
  func command(_ entry: CommandEntry) -> String {
    var text = layout.wrapped(entry.usage, indent: 8) + "\n\(entry.abstract)\n"
    if !entry.command.configuration.discussion.isEmpty {
      text += "\n\(entry.command.configuration.discussion)\n"
    }
    let spellings = table.entries.filter { $0.command == entry.command }.map { "drydock \($0.name)" }
    if spellings.count > 1 {
      text += "\nAliases:\n" + layout.wrapped("  " + spellings.joined(separator: ", "), indent: 2, unit: ", ")
    }
    let declared = table.declaration(of: entry.command)
    if !declared.options.isEmpty {
      text +=
        "\nOptions:\n"
        + layout.list(declared.options.sorted { $0.long < $1.long }.map { (Self.spelling($0), $0.gloss) })
    }
    if !entry.command.runtimeOptions.isEmpty {
      text +=
        "\nDocker's other options of this command matter only to what runs: they are taken\nand told to mean nothing.\n"
    }
    if !entry.command.examples.isEmpty {
      text += "\nExamples:\n"
      text += entry.command.examples.map { "  drydock \($0.line)\n" + layout.wrapped("      \($0.gloss)", indent: 6) }
        .joined()
    }
    return text
  }

  /// An option as help lists it, with its letter and its value's name.
  static func spelling(_ option: DeclaredCommand.Option) -> String {
    let short = option.short.map { "-\($0), " } ?? "    "
    return short + "--\(option.long)" + (option.valueName.map { " \($0)" } ?? "")
  }
}
