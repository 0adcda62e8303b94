import Foundation
import ImageCommands
import TestSupport
import Tutorials
import Worlds

/// Pages that are looked at without running them, and replayed to see that both say the same.
enum LintPages {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "tutorials").path(percentEncoded: false)

  static let library = Library(folders: [folder])

  /// The shipped pages by name, translations too.
  static let shipped = library.pages

  static func shipped(_ name: String) throws -> Page {
    let path = try library.page(name)
    return try Page(parsing: Array(try Data(contentsOf: URL(filePath: path))), path: path)
  }

  static func page(_ text: String, path: String = "page.md") throws -> Page {
    try Page(parsing: Array(text.utf8), path: path)
  }

  /// A page of one fence.
  static func fence(_ lines: String, above: String = "") throws -> Page {
    try page("# A page\n\n\(above)```console\n\(lines)\n```\n")
  }

  /// The table with the tutorials' own commands, as a check has it.
  static let table = CommandTable(adding: TutorialExtension().commands)

  /// Looks at a page in a world, or the one that it names or describes.
  static func lint(_ page: Page, in fixture: Fixture? = nil) throws -> LintReport {
    let named = try fixture ?? page.frontMatter.fixture.map { try library.loadFixture($0) }
    return PageLint(table: table, fixture: named).report(on: page)
  }

  /// Replays a page in the world that it names or describes.
  static func check(_ page: Page, in fixture: Fixture? = nil) async throws -> PageReport {
    _ = OpenFileLimit.isRaised
    let folder = NSTemporaryDirectory()
    let named = try fixture ?? page.frontMatter.fixture.map { try library.loadFixture($0) }
    let source: any WorldSource =
      named.map { FixtureWorldSource($0, temporaryFolder: folder) } ?? DerivedWorldSource(temporaryFolder: folder)
    return try await TutorialCheck(in: source, table: table, library: library, timeout: .seconds(3600)).run(page)
  }
}

extension LintReport {
  /// The findings as `line kind`.
  var places: [String] { findings.map { "\($0.line) \($0.kind.rawValue)" } }
}
