import Testing

@testable import Tutorials

/// What refuses a page, and what a baseline lets through.
@Suite struct AcceptanceTests {
  private func baseline(_ report: PageReport) -> Baseline {
    var baseline = Baseline(below: "/srv")
    baseline.update(with: report)
    return baseline
  }

  @Test func `a known finding is known on another line and in other prose, and only once`() {
    let known = Reports.finding(5, .undefined, .defect, expected: "image a", seen: "", reason: "no step makes it")
    let moved = Reports.finding(50, .undefined, .defect, expected: "image a", seen: "", reason: "nobody makes it")
    let baseline = baseline(Reports.page([[known]]))
    func judged(_ findings: [[Finding]], path: String = "page.md") -> JudgedPage {
      JudgedPage(Reports.page(findings, path: path), by: Acceptance(baseline: baseline))
    }
    #expect(!judged([[moved]]).isRefused)
    #expect(judged([[moved]]).standings == [[.known]])
    #expect(judged([[moved, moved]]).standings == [[.known, .refused]])
    #expect(judged([[], [moved]]).isRefused)
    #expect(judged([[moved]], path: "other.md").isRefused)
    #expect(!judged([[moved]], path: "/srv/./x/../page.md").isRefused)
    for other in [
      Reports.finding(5, .removed, .defect, expected: "image a", seen: ""),
      Reports.finding(5, .undefined, .defect, expected: "image b", seen: ""),
    ] { #expect(judged([[other]]).isRefused) }
  }

  @Test func `ids that differ from run to run are no part of what is known`() {
    func finding(_ digest: String) -> Finding {
      Reports.finding(5, .text, .fail, expected: "", seen: "Digest: sha256:\(digest)")
    }
    let known = Acceptance(baseline: baseline(Reports.page([[finding("b5243e251a01")]])))
    #expect(!JudgedPage(Reports.page([[finding("0123456789abcdef")]]), by: known).isRefused)
    #expect(JudgedPage(Reports.page([[finding("0123456")]]), by: known).isRefused)
  }

  @Test func `known drift is known to --strict`() {
    let drift = Reports.page([[Reports.finding()]])
    #expect(JudgedPage(drift, by: Acceptance(strict: true)).isRefused)
    #expect(!JudgedPage(drift, by: Acceptance(strict: true, baseline: baseline(drift))).isRefused)
  }

  @Test func `what is no more found is told, unless its step was not judged`() {
    let report = Reports.page([[Reports.finding()], [Reports.finding(7, .age)]])
    let known = Acceptance(baseline: baseline(report))
    let clean = JudgedPage(Reports.page([[], []]), by: known)
    #expect(clean.stale.map(\.kind) == ["size", "age"])
    #expect(!clean.isRefused)
    #expect(clean.text().contains("Stale in the baseline: page.md, step step-1: size: 1MB"))
    #expect(JudgedPage(Reports.page([[]], isWhole: false), by: known).stale.map(\.kind) == ["size"])
    #expect(JudgedPage(Reports.page([[]], isWhole: true), by: known).stale.count == 2)
    #expect(JudgedPage(Reports.page([[]], path: "other.md"), by: known).stale.isEmpty)
    #expect(JudgedPage(report, by: known).stale.isEmpty)
  }

  @Test func `an update replaces what was judged and nothing else`() {
    var known = baseline(Reports.page([[Reports.finding()], [Reports.finding(7, .age)]]))
    known.update(with: Reports.page([[Reports.finding()]], path: "other.md"))
    known.update(with: Reports.page([[Reports.finding(9, .value)]], isWhole: false))
    #expect(
      known.entries.map { "\($0.page) \($0.step) \($0.kind)" } == [
        "other.md step-1 size", "page.md step-1 value", "page.md step-2 age",
      ])
  }

  @Test func `the gravest come first among what refuses`() {
    let report = Reports.page([
      [Reports.finding(1, .size, .drift), Reports.finding(2, .undefined, .defect)],
      [Reports.finding(3, .effect, .fail), Reports.finding(4, .missingVerb, .unmet, unmet: "run")],
    ])
    #expect(JudgedPage(report, by: Acceptance(strict: true)).refused.map(\.finding.line) == [3, 4, 2, 1])
    #expect(JudgedPage(report, by: Acceptance(allowingUnmet: ["run"])).refused.map(\.finding.line) == [3, 2])
  }
}
