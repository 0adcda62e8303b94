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

  static func lint(_ page: Page) throws -> LintReport {
    try PageLint(fixture: page.frontMatter.fixture.map { try library.loadFixture($0) }).report(on: page)
  }

  /// Replays a page in the world that it names or describes.
  static func check(_ page: Page) async throws -> PageReport {
    _ = OpenFileLimit.isRaised
    let folder = NSTemporaryDirectory()
    let source: any WorldSource =
      if let name = page.frontMatter.fixture {
        FixtureWorldSource(try library.loadFixture(name), temporaryFolder: folder)
      } else {
        DerivedWorldSource(temporaryFolder: folder)
      }
    return try await TutorialCheck(in: source, library: library, timeout: .seconds(3600)).run(page)
  }
}

extension LintReport {
  /// The findings as `line kind`.
  var places: [String] { findings.map { "\($0.line) \($0.kind.rawValue)" } }
}
