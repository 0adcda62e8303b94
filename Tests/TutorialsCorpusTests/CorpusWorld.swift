import Foundation
import ImageCommands
import TestSupport
import Testing
import Tutorials
import Worlds

/// The corpus's folder, its world, and pages that are written in a test.
enum CorpusWorld {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()

  /// The world of `world.yaml`.
  static func fixture() throws -> Fixture {
    let text = try String(contentsOf: folder.appending(path: "world.yaml"), encoding: .utf8)
    return try Fixture(parsing: text, name: "corpus")
  }

  /// A check in that world.
  static func check() throws -> TutorialCheck {
    _ = OpenFileLimit.isRaised
    return TutorialCheck(
      in: FixtureWorldSource(try fixture(), temporaryFolder: NSTemporaryDirectory()),
      table: CommandTable(adding: TutorialExtension().commands), timeout: .seconds(3600))
  }

  static func page(_ text: String) throws -> Page { try Page(parsing: Array(text.utf8), path: "page.md") }
}
