/// What was found on a page without running it.
public struct LintReport: Hashable, Sendable {
  /// A step with what was found in it.
  public struct Step: Hashable, Sendable {
    /// What progress and baselines know it by.
    public let identity: String
    /// The line of its fence.
    public let line: Int
    /// Its commands, which were not run.
    public let commands: [CommandReport]
    /// The gravest of the findings' verdicts; pass without any.
    public var verdict: Verdict { findings.map(\.verdict).max() ?? .pass }
    /// What was found, in the order of the page's lines.
    public let findings: [Finding]
  }

  /// The page's path, as given.
  public let path: String
  /// Its title.
  public let title: String
  /// What people should know of the page, a line each.
  public let notes: [String]
  /// The steps.
  public let steps: [Step]
  /// What was found outside of steps, as links: in the order of the page's lines.
  public let besides: [Finding]
  /// How many links and images were looked at.
  public let links: Int

  init(_ page: Page, findings: [Finding], notes: [String], links: Int) {
    path = page.path
    title = page.title
    self.notes = notes
    self.links = links
    let redaction = Redaction(Redaction.passwords(on: page))
    let sorted = findings.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
      .map { redaction.finding($0.element) }
    // A step's findings stand in its fence, its checks, or the comments right above it.
    var rest = sorted[...]
    var besides: [Finding] = []
    var steps: [Step] = []
    for step in page.steps {
      let kinds: Set<Finding.Kind> = [.link]
      var own: [Finding] = []
      let last = max(
        step.lines.upperBound, step.checks.map(\.line).max() ?? 0, step.commands.last?.sample.lines.last?.number ?? 0)
      while let finding = rest.first, finding.line <= last {
        rest = rest.dropFirst()
        let isAbove = finding.line < step.line && finding.kind != .deadSwitch
        if isAbove || kinds.contains(finding.kind) { besides.append(finding) } else { own.append(finding) }
      }
      steps.append(
        Step(
          identity: step.identity, line: step.line,
          commands: step.commands.map { CommandReport(line: $0.line, command: redaction.text($0.source), status: nil) },
          findings: own))
    }
    self.steps = steps
    self.besides = besides + rest
  }

  /// Everything that was found, in the order of the page's lines.
  public var findings: [Finding] {
    (steps.flatMap(\.findings) + besides).enumerated()
      .sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
  }

  /// How many findings have a verdict.
  public func count(_ verdict: Verdict) -> Int { findings.count { $0.verdict == verdict } }

  /// Whether nothing was found.
  public var isClean: Bool { findings.isEmpty }

  /// Whether the page is refused: it contradicts itself or holds what can't be run as it stands; with `strict`, for
  /// any finding.
  public func isRefused(strict: Bool = false) -> Bool {
    findings.contains { $0.verdict == .defect || $0.verdict == .fail || strict }
  }

  /// The last line: how much was looked at, and how many findings there are of each verdict.
  public var summary: String {
    let steps = steps.count == 1 ? "1 step" : "\(steps.count) steps"
    let links = links == 1 ? "1 link" : "\(links) links"
    let counts = [Verdict.drift, .defect, .unmet, .fail].map { "\(count($0)) \($0.rawValue)" }
    return "\(steps), \(links): " + counts.joined(separator: ", ")
  }
}
