import Testing
import Tutorials
import Worlds

/// What the lint says without running and what a replay finds must not contradict each other.
enum Agreement {
  /// The kinds that both can find.
  static let kinds: Set<Finding.Kind> = [
    .undefined, .removed, .id, .missingVerb, .foreign, .syntax, .placeholder, .wildcard, .world,
  ]

  /// Compares both on a page.
  ///
  /// What the lint finds, the replay finds on the same line with the same verdict, unless it could not judge it; and
  /// what the replay finds about the page's story, the lint has found.
  static func expect(
    on page: Page, in fixture: Fixture? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let lint = try LintPages.lint(page, in: fixture)
    let check = try await LintPages.check(page, in: fixture)
    let told = "\(lint.text)\(check.text)"
    let unjudged = Set(
      check.steps.flatMap(\.findings).filter { $0.verdict == .skipped || $0.kind == .status }.map(\.line))
    for finding in lint.findings where kinds.contains(finding.kind) && !unjudged.contains(finding.line) {
      let same = check.steps.flatMap(\.findings).filter { $0.line == finding.line }
      #expect(
        same.contains { $0.kind == finding.kind && $0.verdict == finding.verdict },
        "the replay does not find on line \(finding.line): \(finding.reason)\n\(told)", sourceLocation: sourceLocation)
    }
    // What a world lacks besides, as an account, only a replay sees.
    for finding in check.steps.flatMap(\.findings) where kinds.contains(finding.kind) && finding.kind != .world {
      #expect(
        lint.findings.contains { $0.line == finding.line && $0.kind == finding.kind && $0.verdict == finding.verdict },
        "the lint does not find on line \(finding.line): \(finding.reason)\n\(told)", sourceLocation: sourceLocation)
    }
  }
}
