import ImageCommands
import RegistryClient

/// Replays a documentation page in a world of its own and judges each step: by its effect first, by its text second.
///
/// From a Swift test: `#expect(try await TutorialCheck(in: FixtureWorldSource(fixture)).run(page).isClean)`.
public struct TutorialCheck: Sendable {
  /// Opens the page's world.
  public let source: any WorldSource
  /// Carries out the commands; by default the dispatcher of ``table``.
  public var executor: CommandExecutor
  /// The commands that there are.
  public var table: CommandTable
  /// The variables that a page's `answers` may name.
  public var environment: [String: String]
  /// Where a page's commands find fixtures by name.
  public var library: Library
  /// How long a command may take that its page says nothing of.
  public var timeout: Duration
  /// Which steps are judged, by their place on the page; those before them are run for their effects.
  public var range: ClosedRange<Int>
  /// Is told how far the check is, from the check's own task; must not block.
  public var progress: @Sendable (CheckProgress) -> Void = { _ in }

  /// Prepares a check.
  ///
  /// - Parameters:
  ///   - source: opens the page's world.
  ///   - table: the commands that there are.
  ///   - environment: the variables that a page's `answers` may name.
  ///   - library: where a page's commands find fixtures by name.
  ///   - timeout: how long a command may take that its page says nothing of.
  public init(
    in source: any WorldSource, table: CommandTable = CommandTable(), environment: [String: String] = [:],
    library: Library = Library(folders: []), timeout: Duration = .seconds(60)
  ) {
    self.source = source
    self.table = table
    self.environment = environment
    self.library = library
    self.timeout = timeout
    range = 1...Int.max
    executor = { call, context in await Dispatcher(context.table).run(call.words, in: context) }
  }

  /// Replays a page. Nothing is left behind: the world is opened for it and closed.
  ///
  /// - Returns: a report of the steps; a page never fails as a whole once its world is open.
  /// - Throws: what kept the world from being opened, and `CancellationError`.
  public func run(_ page: Page) async throws -> PageReport { try await replay(page).report }

  /// Replays a page and keeps what its commands printed.
  func replay(_ page: Page) async throws -> Replay {
    let checked = try await source.open(for: page)
    do {
      progress(.opened(world: checked.label, notes: checked.notes))
      var run = PageRun(check: self, page: page, checked: checked)
      for step in page.steps where step.ordinal <= range.upperBound {
        progress(.began(step: step.ordinal, count: min(range.upperBound, page.steps.count)))
        try await run.judge(step)
      }
      await checked.close()
      let report = PageReport(
        path: page.path, title: page.title, world: checked.label, notes: checked.notes,
        steps: run.reports.filter { range.contains($0.ordinal) },
        isWhole: range.lowerBound <= 1 && range.upperBound >= page.steps.count)
      let redaction = Redaction(run.secrets.union(secrets(of: page, checked)))
      return Replay(
        report: redaction.apply(to: report), transcripts: run.transcripts.mapValues(redaction.text),
        bindings: run.bindings)
    } catch {
      await checked.close()
      throw error
    }
  }

  /// Everything that a report of the page must not show.
  private func secrets(of page: Page, _ checked: CheckedWorld) -> [String] {
    let variables = page.frontMatter.answers.values.compactMap { answer in
      if case .environment(let name) = answer { environment[name] } else { nil as String? }
    }
    return checked.accounts.map(\.secret) + variables
      + [environment[ProvisioningError.variables.password]].compactMap { $0 } + Redaction.passwords(on: page)
  }
}

/// How far a check is.
public enum CheckProgress: Hashable, Sendable {
  /// The page's world is open: what it is called, and what people should know of it.
  case opened(world: String, notes: [String])
  /// A step begins; `count` steps are judged or run in all.
  case began(step: Int, count: Int)
}
