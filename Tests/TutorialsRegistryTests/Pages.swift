import Foundation
import ImageCommands
import Tutorials

/// Pages of the tests' own, and the shipped ones.
enum Pages {
  /// How long a step may take: a thousand tests share a small machine, and a verdict must not depend on that.
  static let patience = Duration.seconds(3600)

  static let library = Library(folders: [
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "tutorials").path(percentEncoded: false)
  ])

  static func page(_ text: String, path: String = "pages/page.md") throws -> Page {
    try Page(parsing: Array(text.utf8), path: path)
  }

  static func shipped(_ name: String) throws -> Page {
    let path = try library.page(name)
    return try Page(parsing: Array(try Data(contentsOf: URL(filePath: path))), path: path)
  }

  /// A page with one fence.
  static func fence(_ commands: String) throws -> Page { try page("# A page\n\n```console\n\(commands)\n```\n") }
}
