import Foundation
import ImageCommands
import TestSupport
import Testing
import Tutorials
import Worlds

/// The shipped pages and fixtures, and pages written in a test.
enum Pages {
  /// The shipped pages, by their names in `tutorials/`.
  static let shipped = ["windows-container-images"]

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "tutorials")

  static let library = Library(folders: [folder.path(percentEncoded: false)])

  static func shipped(_ name: String) throws -> Page {
    let path = try library.page(name)
    return try Page(parsing: Array(try Data(contentsOf: URL(filePath: path))), path: path)
  }

  static func page(_ text: String) throws -> Page { try Page(parsing: Array(text.utf8), path: "page.md") }

  /// A check in the world of a fixture.
  static func check(_ fixture: String = "windows-2016") throws -> TutorialCheck {
    _ = OpenFileLimit.isRaised
    return TutorialCheck(
      in: FixtureWorldSource(
        try library.loadFixture(fixture), temporaryFolder: NSTemporaryDirectory()), library: library,
      timeout: patience)
  }

  /// How long a step may take: a thousand tests share a small machine, and a verdict must not depend on that.
  static let patience = Duration.seconds(3600)
}

extension PageReport {
  /// The verdicts in order.
  var verdicts: [Verdict] { steps.map(\.verdict) }
}
