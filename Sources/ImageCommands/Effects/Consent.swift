import ArgumentParser
import ImageOperations
import Presentation

/// `-f` and `--yes`, of commands that ask before they do what can't be taken back, or remove many things.
struct Consent: ParsableArguments, Sendable {
  @Flag(name: [.customShort("f"), .long], help: "Do not ask")
  var force = false
  @Flag(name: .long, help: "The same as --force")
  var yes = false

  init() {}

  private static let question = "Are you sure you want to continue? [y/N] "

  /// Whether a prune shall be done, which docker asks about wherever there is somebody: consent was given, or the person
  /// says so. Where nobody can be asked, the question is written as docker writes it, and the answer is no.
  ///
  /// - Parameters:
  ///   - warning: what docker says would be removed.
  ///   - plan: what would; told at the prompt.
  ///   - context: where the command runs.
  /// - Returns: whether it shall be done.
  /// - Throws: `CancellationError` on Ctrl-C, and what the outputs throw.
  func isGiven(_ warning: String, for plan: some VerbPlan, in context: CommandContext) async throws -> Bool {
    if force || yes { return true }
    try context.output.write("\(warning)\n")
    guard context.prompter.isInteractive else {
      try context.output.write(Self.question)
      try context.errors.line("Nothing was removed: there is nobody to ask. Add '-f' to remove without a question.")
      return false
    }
    if context.asksBeforehand { try await context.tell(plan) }
    return try await context.prompter.answer(Self.question)?.lowercased() == "y"
  }

  /// Lets a plan pass that can't be taken back: consent was given, or there is no prompt, or the person there agrees.
  ///
  /// - Parameters:
  ///   - plan: what would be done; where it changes nothing, nobody is asked.
  ///   - question: what is asked, without the choice of answers.
  ///   - context: where the command runs.
  /// - Throws: ``NotAgreed``, and `CancellationError` on Ctrl-C.
  func require(for plan: some VerbPlan, _ question: String, in context: CommandContext) async throws {
    if !force, !yes { try await context.requireAgreement(to: plan, question) }
  }
}

extension CommandContext {
  /// Whether a person is at the shell's prompt, who is asked before something is done that can't be taken back. One-shot
  /// commands and scripts do as docker's, and the world that a lesson lends is thrown away in the end.
  var asksBeforehand: Bool { isSession && prompter.isInteractive && extensions.allSatisfy { $0.world == nil } }

  /// Lets a plan pass where there is no prompt, or the person there agrees to it.
  ///
  /// - Throws: ``NotAgreed``, and `CancellationError` on Ctrl-C.
  func requireAgreement(to plan: some VerbPlan, _ question: String) async throws {
    guard asksBeforehand, !plan.effects.isEmpty || (plan.bytes.freed ?? 0) > 0 else { return }
    try await tell(plan)
    let answer = try await prompter.answer("\(question) [y/N] ")?.lowercased().split(whereSeparator: \.isWhitespace)
    guard answer == ["y"] || answer == ["yes"] else { throw NotAgreed() }
  }

  /// Tells what a plan would do, of many things the first.
  fileprivate func tell(_ plan: some VerbPlan) async throws {
    let text = EffectText(names: try await EffectNames(of: plan.effects, in: world, new: plan.newImages))
    for line in text.lines(for: plan, limit: 10) { try output.line(line) }
  }
}

/// The person at the prompt did not agree.
struct NotAgreed: WordedError, Hashable {
  var words: ErrorText { ErrorText("Nothing was done.") }
}
