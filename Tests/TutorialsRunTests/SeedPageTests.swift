import TestSupport
import Testing
import Tutorials

/// The page that the project comes from: its fences as they are, with English words around them.
@Suite struct SeedPageTests {
  static let page = SeedPage.text

  @Test func eachOfTheElevenStepsGetsAVerdictWithReasons() async throws {
    let report = try await Pages.check().run(try Pages.page(Self.page))
    #expect(
      report.verdicts == [
        .pass, .pass, .drift, .pass, .pass, .defect, .drift, .drift, .defect, .drift, .defect,
      ])
    #expect(report.summary == "11 steps: 4 pass, 4 drift, 3 defect, 0 unmet, 0 fail, 0 skipped")
    for step in report.steps {
      #expect(step.assertions > 0)
      #expect(step.verdict == .pass || step.findings.contains { $0.verdict == step.verdict && !$0.reason.isEmpty })
    }
  }
}
