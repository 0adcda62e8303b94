import Foundation
import Testing
import Tutorials

/// The corpus: small pages, one for each rule of the format and each defect, with what is to be found in them.
///
/// A page of `Corpus/` ends with a comment that says what is expected, in the words of ``CorpusPage/outcome()``: the
/// commands that are found with their lines, the steps' verdicts, and every finding by kind and line. The page itself
/// ends before the comment.
@Suite struct CorpusTests {
  @Test(arguments: CorpusPage.all) func aPageGetsItsVerdicts(_ page: CorpusPage) async throws {
    let outcome = try await page.outcome()
    #expect(outcome.text == page.expected, "\(outcome.report)")
  }

  @Test func theCorpusHoldsEveryVerdictAndEveryProblem() {
    let lines = CorpusPage.all.flatMap { $0.expected.split(separator: "\n").map(String.init) }
    #expect(CorpusPage.all.count >= 120)
    for verdict in Verdict.allCases {
      #expect(lines.contains { $0.hasPrefix("step ") && $0.hasSuffix(" \(verdict.rawValue)") }, "\(verdict)")
    }
    // Timeouts, unsound stores and broken contracts need doubles: ContractTests and VerdictTests have them. The last
    // three are the lint's alone.
    let others: Set<Finding.Kind> = [.timeout, .store, .effect, .link, .translation, .deadSwitch]
    for kind in Finding.Kind.allCases where !others.contains(kind) {
      #expect(lines.contains { $0.hasPrefix("  \(kind.rawValue) ") }, "no page has a finding \(kind.rawValue)")
    }
    for problem in [
      "notUTF8", "noSteps", "unclosedFence", "unclosedDetails", "frontMatter", "unknownKey", "secretOnPage",
      "misspeltComment", "unknownSwitch", "invalidSwitch", "repeatedSwitch", "misplacedSwitches", "repeatedIdentity",
      "unknownCheck", "invalidCheck", "misplacedCheck",
    ] {
      #expect(lines.contains { $0.hasPrefix("problem ") && $0.hasSuffix(" \(problem)") }, "no page has \(problem)")
    }
  }
}
