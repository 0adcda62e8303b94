import Foundation
import ImageCommands
import Testing
import Tutorials

/// The README is a page like the others, in a world of its own. What needs other programs, or never ends, it skips by
/// its switches.
@Suite struct ReadmeTests {
  private static func page() throws -> Page {
    let path = Pages.root.appending(path: "README.md")
    return try Page(parsing: Array(try Data(contentsOf: path)), path: path.path(percentEncoded: false))
  }

  @Test func itsCommandsDoWhatItSays() async throws {
    let page = try Self.page()
    let report = try await Pages.check("readme").run(page)
    let skipped = Set(page.steps.filter(\.switches.skip).map(\.ordinal))
    for step in report.steps {
      #expect(step.verdict == (skipped.contains(step.ordinal) ? .skipped : .pass), "\(report.text)")
    }
    #expect(report.steps.count { $0.verdict == .pass } >= 6)
  }

  /// The check that it shows is what that check says; how many things each step is held to is left to the check.
  @Test func theCheckThatItShowsIsTheOneThatIsMade() async throws {
    let command = try #require(
      try Self.page().steps.flatMap(\.commands).first { $0.words.starts(with: ["tutorial", "check"]) })
    let path = try #require(command.words.last)
    let page = try Page(
      parsing: Array(try Data(contentsOf: Pages.root.appending(path: path))), path: path)
    let report = try await Pages.check(for: page).run(page)
    func withoutCounts(_ lines: [String]) -> [String] {
      lines.map { $0.replacing(/\([0-9]+ assertions\)/, with: "") }
    }
    #expect(withoutCounts(command.sample.lines.map(\.text)) == withoutCounts(report.text.lines))
  }
}

extension String {
  fileprivate var lines: [String] { split(separator: "\n").map(String.init) }
}
