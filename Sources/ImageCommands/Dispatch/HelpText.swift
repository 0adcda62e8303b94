import ArgumentParser
import Presentation

/// The help texts, drawn from the commands' declarations; no line is longer than 80 columns.
struct HelpText {
  private static let columns = 80
  private let table: CommandTable

  init(_ table: CommandTable) { self.table = table }

  /// Help of the whole program.
  var overview: String {
    var text =
      "Usage:  drydock [OPTIONS] COMMAND\n\nA shell for container images, without a daemon and without root\n\nCommands:\n"
    text += list(table.entries.filter { !$0.isAlias && $0.path.count == 1 }.map { ($0.name, $0.abstract) })
    text += "\nGroups:\n"
    text += list(
      table.groups.sorted().map { group in
        (group, table.verbs(of: group).map { $0.path[1] }.joined(separator: ", "))
      })
    text += "\nOptions:\n" + list(Self.globalOptions)
    return text + "\nWithout a command drydock is a shell.\nRun 'drydock COMMAND --help' for more on a command.\n"
  }

  private static let globalOptions = [
    ("-c, --command LINE", "Run one command line"),
    ("    --config DIR", "Keep credentials in DIR instead of $DOCKER_CONFIG or ~/.docker"),
    ("    --echo", "Show each line of a script before it runs"),
    ("-f, --file FILE", "Run the command lines of a file"),
    ("    --keep-going", "Go on behind a command that fails, in a script"),
    ("    --no-config", "Read neither drydockrc nor .editrc"),
    ("-v, --version", "Show the version"),
    ("    --world FIXTURE", "Work in a fixture's simulated world"),
    ("-D, -l LEVEL", "Taken for the sake of docker's scripts; without effect"),
  ]

  /// Help of a group of verbs.
  func group(_ group: String) -> String {
    let verbs = table.verbs(of: group)
    return "Usage:  drydock \(group) COMMAND\n\nCommands:\n" + list(verbs.map { ($0.path[1], $0.abstract) })
      + "\nRun 'drydock \(group) COMMAND --help' for more on a command.\n"
  }

  /// Help of a command.
  func command(_ entry: CommandEntry) -> String {
    var text = Self.wrapped(entry.usage, indent: 8) + "\n\(entry.abstract)\n"
    if !entry.command.configuration.discussion.isEmpty {
      text += "\n\(entry.command.configuration.discussion)\n"
    }
    let spellings = table.entries.filter { $0.command == entry.command }.map { "drydock \($0.name)" }
    if spellings.count > 1 {
      text += "\nAliases:\n" + Self.wrapped("  " + spellings.joined(separator: ", "), indent: 2, unit: ", ")
    }
    let declared = table.declaration(of: entry.command)
    if !declared.options.isEmpty {
      text += "\nOptions:\n" + list(declared.options.sorted { $0.long < $1.long }.map { (Self.spelling($0), $0.gloss) })
    }
    if !entry.command.runtimeOptions.isEmpty {
      text +=
        "\nDocker's other options of this command matter only to what runs: they are taken\nand told to mean nothing.\n"
    }
    if !entry.command.examples.isEmpty {
      text += "\nExamples:\n"
      text += entry.command.examples.map { "  drydock \($0.line)\n" + Self.wrapped("      \($0.gloss)", indent: 6) }
        .joined()
    }
    return text
  }

  private static func spelling(_ option: DeclaredCommand.Option) -> String {
    let short = option.short.map { "-\($0), " } ?? "    "
    return short + "--\(option.long)" + (option.valueName.map { " \($0)" } ?? "")
  }

  /// Names with what they mean, in two columns.
  private func list(_ rows: [(String, String)]) -> String {
    let width = rows.map(\.0.count).filter { $0 <= 24 }.max() ?? 0
    return rows.map { name, gloss in
      let indent = width + 5
      guard name.count <= width else {
        return "  \(name)\n" + Self.wrapped(String(repeating: " ", count: indent) + gloss, indent: indent)
      }
      return Self.wrapped("  " + name + String(repeating: " ", count: indent - 2 - name.count) + gloss, indent: indent)
    }.joined()
  }

  /// A line broken at blanks, each piece behind the first indented.
  private static func wrapped(_ line: String, indent: Int, unit: String = " ") -> String {
    var text = ""
    var rest = Substring(line)
    while rest.count > columns {
      let head = rest.prefix(columns + 1)
      guard let range = head.dropFirst(indent).ranges(of: unit).last else { break }
      text += rest[..<range.lowerBound] + unit.trimmingBlanks + "\n"
      rest = String(repeating: " ", count: indent) + rest[range.upperBound...]
    }
    return text + rest + "\n"
  }
}

extension String {
  /// Without blanks at its end.
  fileprivate var trimmingBlanks: Substring {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return text
  }
}
