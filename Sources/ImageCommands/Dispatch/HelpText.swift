import ArgumentParser
import Presentation

/// The help texts, drawn from the commands' declarations.
struct HelpText {
  private let table: CommandTable

  init(_ table: CommandTable) { self.table = table }

  /// Help of the whole program.
  var overview: String {
    var text = "\nUsage:  drydock [OPTIONS] COMMAND\n\nA shell for container images\n\nCommands:\n"
    text += list(table.entries.filter { !$0.isAlias && $0.path.count == 1 }.map { ($0.name, abstract($0)) })
    text += "\nGroups:\n"
    text += list(
      table.groups.sorted().map { group in
        (group, table.verbs(of: group).map { $0.path[1] }.joined(separator: ", "))
      })
    text += "\nOptions:\n"
    text += list([
      ("    --world FIXTURE", "Work in a fixture's simulated world"), ("-c, --command LINE", "Run one command line"),
      ("-f, --file FILE", "Run the command lines of a file"),
      ("    --keep-going", "Go on behind a command that fails, in a script"),
      ("    --version", "Show the version"),
    ])
    return text + "\nWithout a command drydock is a shell. Run 'drydock COMMAND --help' for more on a command.\n"
  }

  /// Help of a group of verbs.
  func group(_ group: String) -> String {
    let verbs = table.verbs(of: group)
    return "\nUsage:  drydock \(group) COMMAND\n\nCommands:\n" + list(verbs.map { ($0.path[1], abstract($0)) })
      + "\nRun 'drydock \(group) COMMAND --help' for more on a command.\n"
  }

  /// Help of a command.
  func command(_ entry: CommandEntry) -> String {
    var text = "\n\(Self.usage(entry.name, entry.command))\n\n\(abstract(entry))\n"
    let spellings = table.entries.filter { $0.command == entry.command }.map { "drydock \($0.name)" }
    if spellings.count > 1 { text += "\nAliases:\n  \(spellings.joined(separator: ", "))\n" }
    let declared = DeclaredCommand(entry.command)
    if !declared.options.isEmpty {
      text += "\nOptions:\n" + list(declared.options.sorted { $0.long < $1.long }.map { (Self.spelling($0), $0.gloss) })
    }
    if !entry.command.examples.isEmpty {
      text += "\nExamples:\n" + list(entry.command.examples.map { ("drydock \($0.line)", $0.gloss) })
    }
    return text
  }

  static func usage(_ name: String, _ command: any DrydockCommand.Type) -> String {
    "Usage:  drydock \(name)" + (command.synopsis.isEmpty ? "" : " \(command.synopsis)")
  }

  private static func spelling(_ option: DeclaredCommand.Option) -> String {
    let short = option.short.map { "-\($0), " } ?? "    "
    return short + "--\(option.long)" + (option.valueName.map { " \($0)" } ?? "")
  }

  private func abstract(_ entry: CommandEntry) -> String { entry.command.configuration.abstract }

  private func list(_ rows: [(String, String)]) -> String {
    Table(["", ""], rows: rows.map { ["  \($0.0)", $0.1] }).text(withHeadings: false)
  }
}
