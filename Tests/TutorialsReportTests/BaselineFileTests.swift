import Foundation
import ImageSpec
import Testing

/// `--baseline` and `--update-baseline`.
@Suite struct BaselineFileTests {
  @Test func `an update is a success, what it wrote is accepted, and what is new is not`() async throws {
    let bench = try Bench()
    let page = try bench.page(CheckCommandTests.unmet)
    let other = try bench.page(CheckCommandTests.wrong, "other.md")
    let updated = try await bench.check("--baseline", "known.json", "--update-baseline", page, other)
    #expect(updated.status == 0, "\(updated)")
    #expect(updated.errors == "known.json: 2 findings, 2 new, 0 gone\n")
    #expect(updated.output.contains("(in the baseline)"))
    #expect(bench.files == ["known.json", "other.md", "page.md"])
    let findings = try #require(
      try JSON(parsing: Array(try bench.text("known.json").utf8)).object?["findings"]?.array)
    #expect(findings.compactMap { $0.object?["page"]?.string } == ["other.md", "page.md"])

    #expect(try await bench.check("--baseline", "known.json", page, other).status == 0)
    // Prose and lines above do not matter; another command does.
    try bench.page("Prose\n\nand more.\n\n" + CheckCommandTests.unmet.replacing("# A", with: "# B"))
    #expect(try await bench.check("--baseline", "known.json", page).status == 0)
    try bench.page(CheckCommandTests.unmet.replacing("run x", with: "run y"))
    let new = try await bench.check("--baseline", "known.json", page)
    #expect(new.status == 1)
    #expect(new.output.contains("Stale in the baseline: page.md"))
    let machine = try await bench.check("--json", "--baseline", "known.json", page)
    #expect(machine.errors.contains("Stale in the baseline: page.md"))
    #expect(machine.lines.count == 1)
    // One page's update leaves the other's entries.
    try bench.page(CheckCommandTests.good)
    let mended = try await bench.check("--baseline", "known.json", "--update-baseline", page)
    #expect(mended.errors == "known.json: 1 findings, 0 new, 1 gone\n")
    #expect(try await bench.check("--baseline", "known.json", other).status == 0)
  }

  static let malformed = ["", "{", "[]", "{\"findings\": 1}", "{\"findings\": [{\"page\": \"a\"}]}"]

  @Test(arguments: malformed) func whatIsNoBaselineIsToldByName(text: String) async throws {
    let bench = try Bench()
    let page = try bench.page(CheckCommandTests.good)
    try bench.page(text, "known.json")
    let ended = try await bench.check("--baseline", "known.json", "--update-baseline", page)
    #expect(ended.status == 2)
    #expect(ended.errors.contains("known.json is no baseline"), "\(ended)")
    #expect(try bench.text("known.json") == text)
  }
}
