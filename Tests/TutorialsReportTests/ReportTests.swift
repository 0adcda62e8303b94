import ImageSpec
import Testing

@testable import Tutorials

@Suite struct ReportTests {
  static let report = PageReport(
    path: "page.md", title: "A page", world: "simulated world windows-2016", notes: ["It is small."],
    steps: [
      StepReport(
        ordinal: 1, identity: "a-1", line: 3,
        commands: [CommandReport(line: 4, command: "docker pull \u{1b}[2Jx", status: 0)], verdict: .pass, assertions: 1,
        duration: .milliseconds(1_007), findings: []),
      StepReport(
        ordinal: 2, identity: "b-1", line: 12,
        commands: [CommandReport(line: 13, command: "docker run x", status: nil)],
        verdict: .unmet, assertions: 0, duration: .zero,
        findings: [
          Finding(
            line: 13, kind: .missingVerb, verdict: .unmet, expected: "docker run x", reason: "drydock has no 'run'",
            unmetName: "run")
        ]),
    ])

  @Test func theTextHasALineAStepAndTheTotalsLast() {
    let lines = Self.report.text.split(separator: "\n").map(String.init)
    #expect(lines[0] == "page.md: A page, in the simulated world windows-2016")
    #expect(lines[1] == "  It is small.")
    #expect(lines[2].hasPrefix(" 1  line  3  pass     docker pull "))
    #expect(!lines[2].contains("\u{1b}"))
    #expect(lines[3] == " 2  line 12  unmet    docker run x (0 assertions)")
    #expect(lines[4] == "      page.md:13: missing-verb: drydock has no 'run'")
    #expect(lines.last == "2 steps: 1 pass, 0 drift, 0 defect, 1 unmet, 0 fail, 0 skipped")
  }

  @Test func theJSONHasTheDocumentedMembers() throws {
    let root = try #require(try JSON(parsing: Self.report.json.encoded()).object)
    #expect(root.keys == ["page", "world", "steps", "totals"])
    let steps = (root["steps"]?.array ?? []).compactMap(\.object)
    try #require(steps.count == 2)
    #expect(steps[0].keys == ["id", "line", "commands", "verdict", "assertions", "duration", "findings"])
    #expect(steps[0]["duration"] == .number("1.007"))
    #expect(steps[0]["commands"]?.array?.first?.object?.keys == ["line", "command", "status"])
    #expect(steps[1]["commands"]?.array?.first?.object?["status"] == .null)
    let finding = try #require(steps[1]["findings"]?.array?.first?.object)
    #expect(finding.keys == ["line", "kind", "expected", "seen", "reason"])
    #expect(finding["kind"] == "missing-verb")
    #expect(root["totals"]?.object?.keys == ["steps", "pass", "drift", "defect", "unmet", "fail", "skipped"])
  }

  @Test func `each page is one line of JSON, whatever its texts hold`() throws {
    let hostile = Reports.hostile
    let finding = Reports.finding(expected: hostile, seen: hostile, reason: hostile)
    let report = Reports.page([[finding]], path: hostile, command: hostile)
    let line = report.json.text()
    #expect(!line.contains { $0.isNewline })
    let root = try #require(try JSON(parsing: Array(line.utf8)).object)
    #expect(root["page"]?.string == hostile)
    let step = try #require(root["steps"]?.array?.first?.object)
    #expect(step["findings"]?.array?.first?.object?["seen"]?.string == hostile)
  }
}
