import ArgumentParser
import ImageCommands
import Presentation

/// `tutorial list`: the pages that are found by name.
public struct TutorialListCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(commandName: "list", abstract: "List the tutorials")
  public static let synopsis = ""
  public static let examples = [Example("tutorial list", "See which pages there are")]

  public init() {}

  public func run(in context: CommandContext) async throws {
    var table = Table(["NAME", "STEPS", "FIXTURE", "TITLE"])
    for name in context.library.pages {
      // What is no tutorial is none of this list's; `check` says what is wrong with it.
      guard let path = try? context.library.page(name), let page = try? PageFile.read(path) else { continue }
      table.rows.append([
        name, String(page.steps.count), Escaping.line(page.frontMatter.fixture ?? ""), Escaping.line(page.title),
      ])
    }
    try context.output.write(table.text())
  }
}
