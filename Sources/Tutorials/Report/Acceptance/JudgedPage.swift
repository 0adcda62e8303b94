/// A page's report with what each finding means for it.
public struct JudgedPage: Hashable, Sendable {
  /// The report.
  public let report: PageReport
  /// How each finding stands, by step and in the order of the step's findings.
  public let standings: [[Standing]]
  /// What the baseline has of the judged steps and is no more.
  public let stale: [Baseline.Entry]

  /// Judges a report.
  ///
  /// - Parameters:
  ///   - report: what became of the steps.
  ///   - acceptance: what the page may have.
  public init(_ report: PageReport, by acceptance: Acceptance = Acceptance()) {
    self.report = report
    var open = acceptance.baseline?.entries(of: report) ?? Baseline.Open()
    var standings: [[Standing]] = []
    for step in report.steps {
      var own: [Standing] = []
      for finding in step.findings {
        let isKnown = open.take(finding, of: step)
        let standing = acceptance.standing(of: finding)
        own.append(standing == .refused && isKnown ? .known : standing)
      }
      standings.append(own)
    }
    self.standings = standings
    stale = open.rest
  }

  /// Whether the page is refused: `check` ends with status 1.
  public var isRefused: Bool { standings.contains { $0.contains(.refused) } }

  /// The findings that refuse the page, the gravest first, each with its step.
  public var refused: [(step: StepReport, finding: Finding)] {
    zip(report.steps, standings).flatMap { step, standings in
      zip(step.findings, standings).filter { $1 == .refused }.map { (step, $0.0) }
    }.enumerated().sorted { ($1.element.finding.verdict, $0.offset) < ($0.element.finding.verdict, $1.offset) }.map(
      \.element)
  }

  /// What people should know of the judging, above the totals.
  var remarks: [String] {
    let known = standings.joined().count { $0 == .known }
    var lines: [String] = []
    if known > 0 { lines.append("\(known == 1 ? "1 finding is" : "\(known) findings are") in the baseline.") }
    for entry in stale { lines.append("Stale in the baseline: \(entry.text)") }
    return lines
  }
}
