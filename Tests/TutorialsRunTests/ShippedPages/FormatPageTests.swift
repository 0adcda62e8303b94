import ImageCommands
import Testing
import Tutorials
import Worlds

/// The page that documents the format: what it shows in whole is run, and is as it says.
@Suite struct FormatPageTests {
  /// A small page that the page shows, with the verdicts that stand below it: `Verdict: **pass**, **drift** (`size`)`.
  struct Example: Sendable, CustomTestStringConvertible {
    let line: Int
    let text: String
    let verdicts: [String]
    let kinds: [String]
    var testDescription: String { "line \(line)" }
  }

  static let examples: [Example] = (try? read("markdown", fence: "````")) ?? []

  /// What stands in the fences of a language, with the line below each that has something on it.
  private static func read(_ language: String, fence: String) throws -> [Example] {
    var examples: [Example] = []
    var lines = try Pages.lines(of: "writing-tutorials").enumerated().dropFirst(0)
    while let (index, line) = lines.popFirst() {
      guard line == fence + language else { continue }
      let text = lines.prefix { $0.element != fence }.map(\.element)
      lines = lines.dropFirst(text.count + 1)
      let below = lines.first { !$0.element.isEmpty }?.element ?? ""
      examples.append(
        Example(
          line: index + 1, text: text.joined(separator: "\n"), verdicts: below.parts(between: "**"),
          kinds: below.parts(between: "`")))
    }
    return examples
  }

  @Test(arguments: examples) func anExampleGetsTheVerdictBelowIt(_ example: Example) async throws {
    let page = try Pages.page(example.text)
    let report = try await Pages.check("linux-images").run(page)
    #expect(report.verdicts.map { "\($0)" } == example.verdicts, "\(report.text)")
    let kinds = report.steps.flatMap { step in step.findings.filter { $0.verdict == step.verdict }.map(\.kind.rawValue)
    }
    #expect(Set(kinds) == Set(example.kinds), "\(report.text)")
  }

  @Test func theExamplesAreFound() {
    #expect(Self.examples.count == 11)
    #expect(Set(Self.examples.flatMap(\.verdicts)) == ["pass", "drift", "defect", "unmet", "skipped", "fail"])
  }

  @Test func theFixtureThatItShowsIsOne() async throws {
    let fixtures = try Self.read("yaml", fence: "```")
    #expect(fixtures.count == 1)
    let fixture = try Fixture(parsing: try #require(fixtures.first?.text), name: "shown")
    #expect(fixture.registries.count == 1)
    let page = try Pages.page("```console\n$ docker commit web mine\n```\n")
    let report = try await TutorialCheck(in: FixtureWorldSource(fixture), timeout: Pages.patience).run(page)
    #expect(report.steps.count == 1)
  }

  /// The closed sets of the format stand on the page in whole.
  @Test func itLeavesNothingOut() throws {
    let text = try Pages.lines(of: "writing-tutorials").joined(separator: "\n")
    for name in Switches.names { #expect(text.contains("| `\(name)"), "the switch \(name)") }
    for check in Check.usages { #expect(text.contains("`check \(check.name)"), "the check \(check.name)") }
    for filter in PageCommand.filters { #expect(text.contains("`\(filter)`"), "the filter \(filter)") }
    for verdict in Verdict.allCases { #expect(text.contains("**\(verdict)**"), "the verdict \(verdict)") }
  }
}

extension String {
  /// What stands between each two marks.
  fileprivate func parts(between mark: String) -> [String] {
    let parts = split(separator: mark, omittingEmptySubsequences: false)
    return parts.indices.filter { $0 % 2 == 1 && $0 + 1 < parts.count }.map { String(parts[$0]) }
  }
}
