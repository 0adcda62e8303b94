import ImageCommands
import Testing
import TutorialTesting
import Tutorials

/// The proofs that every shipped page owes: it passes, and no step of it can pass by chance.
@Suite struct ShippedPageTests {
  @Test(arguments: try Tutorial.all(in: "tutorials")) func everyStepPasses(tutorial: Tutorial) async throws {
    let report = try await tutorial.verify(strict: true)
    let count = try Page(contentsOf: tutorial.path).steps.count
    #expect(report.summary == "\(count) steps: \(count) pass, 0 drift, 0 defect, 0 unmet, 0 fail, 0 skipped")
    #expect(report.steps.allSatisfy { $0.assertions > $0.commands.count })
    #expect(report.text.contains("simulated world"))
  }

  @Test(arguments: PlacedCommand.all) func aDoubleThatPrintsTheSampleFailsTheStep(
    command: PlacedCommand
  ) async throws {
    let page = try Pages.shipped(command.page)
    var check = try Pages.check(for: page, otherwise: try Falsehood.of(command))
      .replacing({ $0.command.line == command.line }, by: Doubles.claim)
    check.range = command.step...command.step
    let step = try #require(try await check.run(page).steps.first)
    #expect(step.verdict == .fail, "\(step)")
  }

  @Test(arguments: WrongOutcome.placed) func aWrongOutcomeFailsTheStep(_ wrong: WrongOutcome.Placed) async throws {
    let page = try Pages.shipped(wrong.command.page)
    var check = try Pages.check(for: page).replacing(
      { $0.command.line == wrong.command.line }, by: wrong.outcome.double)
    check.range = wrong.command.step...wrong.command.step
    let report = try await check.run(page)
    #expect(report.verdicts == [.fail], "\(report.text)")
    #expect(report.isRefused())
  }

  static let translations = Pages.shipped.filter { $0.contains(".") }

  @Test(arguments: translations) func aTranslationHasTheStepsOfItsOriginal(name: String) throws {
    let page = try Pages.shipped(name)
    let original = try Pages.shipped(String(name.prefix { $0 != "." }))
    #expect(page.frontMatter.fixture == original.frontMatter.fixture)
    #expect(page.steps.map(\.identity) == original.steps.map(\.identity))
    for (step, other) in zip(page.steps, original.steps) {
      #expect(step.commands.map(\.source) == other.commands.map(\.source))
      #expect(step.commands.map(\.sample.text) == other.commands.map(\.sample.text))
      #expect(step.commands.map(\.expectedStatus) == other.commands.map(\.expectedStatus))
      #expect(step.checks.map(\.check) == other.checks.map(\.check))
      #expect(step.switches == other.switches)
      #expect(step.hints.count == other.hints.count)
      #expect((step.tip == nil) == (other.tip == nil))
      #expect(step.prose != other.prose, "line \(step.line) is not translated")
    }
  }

  /// What a learner has besides the commands: what to do, and a hint.
  @Test(arguments: Pages.shipped) func everyStepSaysWhatItIsForAndHasAHint(name: String) throws {
    for step in try Pages.shipped(name).steps {
      #expect(!step.prose.isEmpty, "line \(step.line)")
      #expect(!step.hints.isEmpty, "line \(step.line)")
    }
  }

  /// What can go wrong is tried on some page for each verb that the pages use.
  @Test func `every verb of the pages has wrong outcomes`() {
    let verbs = Set(PlacedCommand.all.filter { !$0.expectsFailure }.map(\.verb))
    let tried = Set(WrongOutcome.all.map(\.verb))
    #expect(verbs.subtracting(tried) == [], "without a wrong outcome")
    #expect(PlacedCommand.all.count { $0.expectsFailure } > 0)
  }
}

extension Sample {
  fileprivate var text: [String] { lines.map(\.text) }
}
