import Foundation
import ImageCommands
import Testing
import Tutorials
import Worlds

/// A page of the corpus with the world that it begins in.
struct LintedPage: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  /// Whether it begins in a world that is derived from it, and not in the corpus's.
  let isDerived: Bool

  var testDescription: String { name }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "TutorialsCorpusTests")

  static func fixture() throws -> Fixture {
    try Fixture(
      parsing: try String(contentsOf: folder.appending(path: "world.yaml"), encoding: .utf8), name: "corpus")
  }

  /// The pages of the corpus, without the comments that say what a check finds.
  static let all: [LintedPage] = {
    let corpus = folder.appending(path: "Corpus").path(percentEncoded: false)
    let names = FileManager.default.enumerator(atPath: corpus)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted().compactMap { name in
      guard let file = FileManager.default.contents(atPath: "\(corpus)/\(name)").map({ Array($0) }) else { return nil }
      let mark = Array("<!-- expected".utf8)
      guard let start = file.indices.last(where: { file[$0...].starts(with: mark) }) else { return nil }
      let first = file[start...].prefix { $0 != 0x0A }
      return LintedPage(
        name: name, bytes: Array(file[..<start]),
        isDerived: String(decoding: first, as: UTF8.self).contains("derived"))
    }
  }()

  /// The page; nil for one that can't be read.
  var page: Page? { try? Page(parsing: bytes, path: name) }
}
