import ByteStreams
import ImageCommands
import ImageOperations
import Worlds

/// The page's own commands, run and judged as `check` does it, in a world beside the learner's: shows what each step does
/// when it is done as the page has it, and which steps can't be done here.
struct ModelRun: Sendable {
  /// What one command did.
  struct Trace: Sendable {
    /// Its line on the page.
    let line: Int
    /// The words that were run.
    let words: [String]
    /// How it ended.
    let status: ExitStatus
    /// The world before it.
    let before: WorldState
    /// The world after it.
    let after: WorldState

    /// Whether names, containers or credentials are others than before.
    var changedSomething: Bool {
      before.names != after.names || before.containers != after.containers || before.logins != after.logins
    }
  }

  private(set) var run: PageRun
  private let traces: Locked<[Trace]>

  /// - Parameters:
  ///   - check: how pages are run.
  ///   - page: the page.
  ///   - checked: a world of its own.
  init(_ check: TutorialCheck, _ page: Page, in checked: CheckedWorld) {
    let traces = Locked<[Trace]>([])
    var check = check
    let run = check.executor
    check.executor = { call, context in
      guard let before = try? await WorldState(of: context.world) else { return await run(call, context) }
      let status = await run(call, context)
      if let after = try? await WorldState(of: context.world) {
        traces.withLock {
          $0.append(
            Trace(line: call.command.line, words: call.words, status: status, before: before, after: after))
        }
      }
      return status
    }
    self.traces = traces
    self.run = PageRun(check: check, page: page, checked: checked)
  }

  /// Runs a step; steps are to be run in the page's order.
  ///
  /// - Returns: what its commands did, and what was found.
  /// - Throws: `CancellationError`.
  mutating func next(_ step: Step) async throws -> (traces: [Trace], report: StepReport?) {
    traces.withLock { $0.removeAll() }
    try await run.judge(step)
    return (traces.withLock { $0 }, run.reports.last)
  }
}
