import Foundation
import ImageSpec
import TestSupport
import Testing

@testable import Tutorials

/// Annotations and summaries of GitHub workflows.
@Suite struct GitHubTests {
  /// An annotation as the runner reads it.
  struct Annotation: Equatable {
    let level: String
    let file: String?
    let line: Int?
    let title: String?
    let message: String

    /// Reads a line by the runner's rules: `::NAME KEY=VALUE,…::DATA`, `%25`, `%0D`, `%0A`, and in values `%3A`, `%2C`.
    init?(_ line: String) {
      guard line.hasPrefix("::"), let end = line.dropFirst(2).range(of: "::") else { return nil }
      let head = line[line.index(line.startIndex, offsetBy: 2)..<end.lowerBound]
      let parts = head.split(separator: " ", maxSplits: 1)
      guard let name = parts.first else { return nil }
      level = String(name)
      var values: [String: String] = [:]
      for pair in (parts.count > 1 ? parts[1] : "").split(separator: ",") {
        let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        values[String(sides[0])] = sides.count > 1 ? Self.decoded(String(sides[1])) : ""
      }
      file = values["file"]
      self.line = values["line"].flatMap(Int.init)
      title = values["title"]
      message = Self.decoded(String(line[end.upperBound...]))
    }

    private static func decoded(_ text: String) -> String {
      ["%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","].reduce(text) { $0.replacing($1.key, with: $1.value) }
        .replacing("%25", with: "%")
    }
  }

  private func annotations(_ report: PageReport, _ acceptance: Acceptance = Acceptance()) -> [Annotation] {
    let text = GitHubAnnotations(
      [.judged(JudgedPage(report, by: acceptance))], workspace: "/srv/repository",
      workingFolder: "/srv/repository/docs"
    ).text
    return text.split(separator: "\n").compactMap { Annotation(String($0)) }
  }

  @Test func `what refuses is an error at its line, drift a warning, what is known a notice`() {
    let report = Reports.page(
      [
        [
          Reports.finding(5),
          Reports.finding(6, .effect, .fail, expected: "a: b, c 100%", seen: "", reason: "no effect"),
        ],
        [Reports.finding(7, .missingVerb, .unmet, reason: "no 'run'", unmet: "run")],
        [Reports.finding(8, .dependency, .skipped)],
      ], command: "docker ps, then: x")
    let seen = annotations(report, Acceptance(allowingUnmet: ["run"]))
    #expect(seen.map(\.level) == ["error", "warning", "notice"])
    #expect(seen.map(\.line) == [6, 5, 7])
    #expect(seen.allSatisfy { $0.file == "docs/page.md" })
    #expect(seen[0].title == "fail: docker ps, then: x")
    #expect(seen[0].message == "fail, effect: no effect\nexpected  a: b, c 100%")
  }

  @Test func `ten of a level are shown, the gravest first, and the rest is counted`() {
    let drift = (1...30).map { Reports.finding($0) }
    let grave = [Reports.finding(40, .effect, .fail), Reports.finding(41, .undefined, .defect)]
    let seen = annotations(Reports.page([drift, grave]), Acceptance(strict: true))
    #expect(seen.count == 10)
    #expect(seen.prefix(3).map(\.line) == [40, 41, 1])
    #expect(seen.last?.message == "23 more in the log")
    #expect(seen.last?.line == nil)
  }

  @Test func `hostile text ends neither an annotation nor a table, and is no command`() throws {
    let hostile = Reports.hostile
    let finding = Reports.finding(5, .text, .fail, expected: hostile, seen: hostile + "y", reason: hostile)
    let report = Reports.page([[finding, finding, finding]], path: "a,b:c.md", command: hostile)
    let seen = annotations(report)
    #expect(seen.count == 3)
    #expect(seen.allSatisfy { $0.file == "docs/a,b:c.md" && $0.line == 5 })
    #expect(seen[0].message.contains("%0A##[error]|`<b>"))
    #expect(seen[0].title?.hasSuffix(" ::error::x\\r%0A##[error]|`<b>\u{fffe}\u{ffff}й") == true, "\(seen[0])")
    let summary = StepSummary(outcomes: [.judged(JudgedPage(report))]).text
    #expect(summary.split(separator: "\n").count == 3 + 1 + 3)
    #expect(!summary.contains("<b>"))
    #expect(!summary.contains("::error"))
    let text = GitHubAnnotations.harmless(JudgedPage(report).text())
    #expect(!text.contains("##["))
    let json = GitHubAnnotations.harmless(json: report.json.text())
    #expect(!json.contains("##["))
    #expect(try JSON(parsing: Array(json.utf8)) == report.json)
    #expect(text.split(separator: "\n").allSatisfy { !$0.drop { $0 == " " }.hasPrefix("::") })
  }

  @Test func `the summary has a row for each page and an item for what refuses it, as far as GitHub takes it`() {
    let report = Reports.page([[Reports.finding(6, .effect, .fail)], []])
    let error = PageError(path: "bad.md", problems: [PageProblem(line: 7, rule: .unclosedFence)])
    let summary = StepSummary(outcomes: [.judged(JudgedPage(report)), .unusable("bad", error)]).text
    let rows = summary.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(rows.count == 4)
    #expect(Set(rows.map { $0.count { $0 == "|" } }) == [9])
    #expect(rows[2] == "| ❌ refused: <code>page.md</code> | 2 | 1 | 0 | 0 | 0 | 1 | 0 |")
    #expect(summary.contains("**fail**, effect: <code>another size</code>"))
    #expect(summary.contains("<code>bad.md&#58;7</code>"))
    let long = Reports.page([(1...20_000).map { Reports.finding($0, .effect, .fail) }])
    let cut = StepSummary(outcomes: [.judged(JudgedPage(long))]).text
    #expect(cut.utf8.count <= StepSummary.limit + 100)
    #expect(cut.contains("more in the log"))
  }

  @Test func `a workflow gets annotations and a summary, and other programs get none`() async throws {
    let summary = try Bench()
    let variables = [
      "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": "/", "GITHUB_STEP_SUMMARY": summary.folder("summary.md"),
    ]
    try summary.page("before\n", "summary.md")
    for words in [[], ["--json"]] {
      let bench = try Bench(variables)
      let page = try bench.page(CheckCommandTests.wrong)
      let ended = try await bench.run(["tutorial", "check", "--fixture", "windows-2016"] + words + [page])
      let seen = ended.all.split(separator: "\n").compactMap { Annotation(String($0)) }
      #expect(seen.map(\.level) == ["error"])
      #expect(seen.first?.file == String(page.dropFirst()))
      #expect(seen.first?.line == 4)
      // What programs read holds nothing else.
      if !words.isEmpty { #expect(ended.output.split(separator: "\n").count == 1) }
      try FileManager.default.removeItem(atPath: page)
      #expect(bench.files.isEmpty)
    }
    let written = try summary.text("summary.md")
    #expect(written.hasPrefix("before\n"))
    #expect(written.split(separator: "\n").count { $0.hasPrefix("- <code>") } == 2)
    let bench = try Bench(["GITHUB_ACTIONS": "false"])
    #expect(try await !bench.check(try bench.page(CheckCommandTests.wrong)).all.contains("::error"))
  }
}
