@testable import Tutorials

/// Reports that were never run.
enum Reports {
  static func finding(
    _ line: Int = 5, _ kind: Finding.Kind = .size, _ verdict: Verdict = .drift, expected: String = "1MB",
    seen: String = "2MB", reason: String = "another size", unmet: String? = nil, _ surroundings: Surroundings? = nil
  ) -> Finding {
    Finding(
      line: line, kind: kind, verdict: verdict, expected: expected, seen: seen, reason: reason, unmetName: unmet,
      surroundings: surroundings)
  }

  static func page(
    _ findings: [[Finding]], path: String = "page.md", command: String = "docker images", isWhole: Bool = true
  ) -> PageReport {
    PageReport(
      path: path, title: "A page", world: "simulated world windows-2016", notes: [],
      steps: findings.enumerated().map { index, findings in
        StepReport(
          ordinal: index + 1, identity: "step-\(index + 1)", line: 10 * (index + 1),
          commands: [CommandReport(line: 10 * (index + 1) + 1, command: command, status: 0)],
          verdict: findings.map(\.verdict).max() ?? .pass, assertions: 3, duration: .milliseconds(1_007),
          findings: findings)
      }, isWhole: isWhole)
  }

  /// Texts that would leave their place in a report if they could.
  static let hostile = "\u{1b}[2J]]><&\"'\u{202e}\u{0}\n::error::x\r%0A##[error]|`<b>\u{fffe}\u{ffff}й"
}
