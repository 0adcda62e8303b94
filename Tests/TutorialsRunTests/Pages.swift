import Foundation
import ImageCommands
import TestSupport
import Testing
import Tutorials
import Worlds

/// The shipped pages and fixtures, and pages written in a test.
enum Pages {
  /// The shipped pages, by their names in `tutorials/`.
  static let shipped = library.pages

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let library = Library(folders: [root.appending(path: "tutorials").path(percentEncoded: false)])

  static func shipped(_ name: String) throws -> Page {
    let path = try library.page(name)
    return try Page(parsing: Array(try Data(contentsOf: URL(filePath: path))), path: path)
  }

  /// The lines of a shipped page.
  static func lines(of name: String) throws -> [String] {
    try String(contentsOf: URL(filePath: try library.page(name)), encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
  }

  static func page(_ text: String) throws -> Page { try Page(parsing: Array(text.utf8), path: "page.md") }

  /// A check in the world of a fixture.
  static func check(_ fixture: String = "windows-2016") throws -> TutorialCheck {
    try check(in: try library.loadFixture(fixture))
  }

  /// A check in a page's own world.
  ///
  /// - Parameter falsehood: what the world's fixture says otherwise than the shipped one.
  static func check(for page: Page, otherwise falsehood: Falsehood? = nil) throws -> TutorialCheck {
    let name = try #require(page.frontMatter.fixture)
    guard let falsehood else { return try check(name) }
    let text = try String(contentsOf: URL(filePath: try library.fixture(name)), encoding: .utf8)
    return try check(in: try Fixture(parsing: try falsehood.applied(to: text), name: name))
  }

  private static func check(in fixture: Fixture) throws -> TutorialCheck {
    _ = OpenFileLimit.isRaised
    return TutorialCheck(
      in: FixtureWorldSource(fixture, temporaryFolder: NSTemporaryDirectory()), library: library, timeout: patience)
  }

  /// How long a step may take: a thousand tests share a small machine, and a verdict must not depend on that.
  static let patience = Duration.seconds(3600)
}

extension PageReport {
  /// The verdicts in order.
  var verdicts: [Verdict] { steps.map(\.verdict) }
}
