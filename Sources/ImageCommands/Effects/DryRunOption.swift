import ArgumentParser
import ContentStore
import ImageOperations

/// `--dry-run`, of every command that removes or moves something: it tells the plan's effects and changes nothing.
///
/// A command takes it with `@OptionGroup var dryRun: DryRunOption`, and either runs its verb by
/// ``run(_:in:progress:)`` or, where it plans itself, ends where ``tells(_:in:)`` says so.
public struct DryRunOption: ParsableArguments, Sendable {
  @Flag(name: .customLong("dry-run"), help: "Only tell what would be done")
  package var isDry = false

  public init() {}

  /// Plans a verb; then tells the plan where the run is dry, else carries it out.
  ///
  /// - Returns: what was done; nil where it was only told.
  func run<Action: Verb>(
    _ verb: Action, in context: CommandContext, progress: any ProgressSink = NoProgress()
  ) async throws -> Action.Result? {
    let plan = try await verb.plan(in: context.world)
    if try await tells(plan, in: context) { return nil }
    return try await verb.carryOut(plan, in: context.world, progress: progress)
  }

  /// Tells what a plan would do, where the run is dry.
  ///
  /// - Returns: whether the run is dry, so that the command ends here.
  func tells(_ plan: some VerbPlan, in context: CommandContext) async throws -> Bool {
    guard isDry else { return false }
    let text = EffectText(names: try await EffectNames(of: plan.effects, in: context.world, new: plan.newImages))
    for line in text.lines(for: plan) { try context.output.line(line) }
    return true
  }
}
