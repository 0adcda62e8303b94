import ImageCommands
import Testing
import Tutorials

extension Tutorial {
  /// Replays the page and records what refuses it as issues at the page's lines; what drifted is recorded as a warning,
  /// which fails no test.
  ///
  /// - Parameters:
  ///   - strict: whether drift fails the test, too.
  ///   - allowed: the verbs, programs and kinds of findings that may be unmet.
  ///   - baseline: a file that `tutorial check --update-baseline` wrote in the package's folder: what it has is no issue,
  ///     and what it has in vain is a warning.
  /// - Returns: the report, for further expectations.
  /// - Throws: what keeps the page from being read or its world from being made, and `CancellationError`. What is wrong
  ///   on the page is an issue there, and thrown as well.
  @discardableResult
  public func verify(strict: Bool = false, allowingUnmet allowed: Set<String> = [], baseline: String? = nil)
    async throws -> PageReport
  {
    let page: Page
    do { page = try Page(contentsOf: path) } catch let error as PageError {
      for problem in error.problems { record(problem.text, at: problem.line) }
      throw error
    }
    let library = library
    let worlds = PageWorlds(fixture: fixture, library: library, environment: environment)
    let check = TutorialCheck(
      in: try worlds.source(for: page), table: CommandTable(adding: TutorialExtension(library: library).commands),
      environment: environment, library: library, timeout: timeout)
    let known = try baseline.map { try Baseline(contentsOf: $0, below: package) }
    let judged = JudgedPage(
      try await check.run(page), by: Acceptance(strict: strict, allowingUnmet: allowed, baseline: known))
    for entry in judged.stale { record("Stale in the baseline: \(entry.text)", at: 1, severity: .warning) }
    for (step, standings) in zip(judged.report.steps, judged.standings) {
      for (finding, standing) in zip(step.findings, standings) {
        switch standing {
        case .refused: record("\(step.command)\n\(finding.text())", at: finding.line)
        case .told where finding.verdict == .drift:
          record("\(step.command)\n\(finding.text())", at: finding.line, severity: .warning)
        case .told, .allowed, .known: break
        }
      }
    }
    return judged.report
  }

  private func record(_ text: String, at line: Int, severity: Issue.Severity = .error) {
    Issue.record(
      Comment(rawValue: text), severity: severity,
      sourceLocation: SourceLocation(
        fileID: "Tutorials/\(name.split(separator: "/").last ?? "page")", filePath: path, line: max(1, line), column: 1)
    )
  }
}
