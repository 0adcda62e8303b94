import ArgumentParser
import ImageCommands
import ImageSpec
import Worlds

/// `tutorial lint`: looks at pages without running anything.
public struct TutorialLintCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Find what contradicts itself on pages, without running them")
  public static let synopsis = "[OPTIONS] PAGE [PAGE...]"
  public static let argumentKinds: [ArgumentKind] = [.page]
  public static let examples = [
    Example("tutorial lint page.md", "uses before definitions, links, generations"),
    Example("tutorial lint --strict *.md", "refuse pages for warnings, too"),
    Example("tutorial lint --json page.md", "for programs"),
  ]

  @Option(name: .long, help: ArgumentHelp("The world that pages begin in", valueName: "name-or-file"))
  var fixture: String?
  @Flag(name: .long, help: "Print one JSON object a page and line")
  var json = false
  @Flag(name: .long, help: "Refuse pages for any finding")
  var strict = false
  @Argument(help: "The pages, files or names")
  var pages: [String]

  public init() {}

  public func run(in context: CommandContext) async throws {
    let status = try await ReadPages.each(pages, in: context) { page in
      let named = fixture ?? page.frontMatter.fixture
      let lint = PageLint(table: context.table, fixture: try named.map { try context.library.loadFixture($0) })
      let report = lint.report(on: page)
      try context.output.write(json ? report.json.text() + "\n" : report.text)
      return report.isRefused(strict: strict) ? .failure : .success
    }
    if status != .success { throw ToldStatus(status) }
  }
}
