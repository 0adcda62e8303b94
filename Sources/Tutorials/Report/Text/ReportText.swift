import Presentation

/// A page's report for people: the page and its world, a line for each step with its findings below, and the totals
/// last. It needs neither colour nor a terminal; foreign text is escaped.
struct ReportText {
  let page: JudgedPage
  let columns: Int
  let style: Style

  /// Lays out a report.
  ///
  /// - Parameters:
  ///   - page: the page with its findings.
  ///   - columns: the width, which only decides whether findings stand in tables and with their rows.
  ///   - style: colours.
  init(_ page: JudgedPage, columns: Int = 120, style: Style = .plain) {
    self.page = page
    self.columns = columns
    self.style = style
  }

  /// All lines.
  var text: String {
    let report = page.report
    var lines = ["\(Escaping.line(report.path)): \(Escaping.line(report.title)), in \(world)"]
    lines += report.notes.map { "  \(Escaping.line($0))" }
    let width = report.steps.map { String($0.line).count }.max() ?? 0
    for (step, standings) in zip(report.steps, page.standings) {
      let number = Self.right(String(step.ordinal), 2)
      let verdict = step.verdict.styled(step.verdict.rawValue.padding(to: 7), style)
      let count = step.assertions == 1 ? "1 assertion" : "\(step.assertions) assertions"
      let command = Escaping.line(step.command)
      lines.append("\(number)  line \(Self.right(String(step.line), width))  \(verdict)  \(command) (\(count))")
      lines += findings(step, standings)
    }
    lines += page.remarks
    lines.append(report.summary)
    return lines.map { $0 + "\n" }.joined()
  }

  private var world: String {
    let world = Escaping.line(page.report.world)
    return style.yellow(world.hasPrefix("the ") ? world : "the \(world)")
  }

  /// Findings in the page's order; those that are alike together, where the first of them stands.
  private func findings(_ step: StepReport, _ standings: [Standing]) -> [String] {
    let placed = zip(step.findings, standings).map { Placed(finding: $0, standing: $1) }
    let groups = Dictionary(grouping: placed, by: \.likeness)
    // A table for each group of many, made once.
    let tables = groups.filter { $0.value.count >= AlikeFindings.least }.mapValues { group in
      AlikeFindings(
        findings: group.map(\.finding), page: page.report.path, verdict: step.verdict,
        standing: group.first?.standing ?? .told, columns: columns, style: style
      ).lines
    }
    var shown: Set<Placed.Likeness> = []
    var lines: [String] = []
    for one in placed {
      if let table = tables[one.likeness] {
        if shown.insert(one.likeness).inserted { lines += table }
        continue
      }
      lines +=
        FindingLines(
          finding: one.finding, page: page.report.path, verdict: step.verdict, standing: one.standing,
          columns: columns, style: style
        ).lines
    }
    return lines
  }

  private struct Placed {
    let finding: Finding
    let standing: Standing

    struct Likeness: Hashable {
      let kind: Finding.Kind
      let verdict: Verdict
      let reason: String
      let standing: Standing
    }

    var likeness: Likeness {
      Likeness(kind: finding.kind, verdict: finding.verdict, reason: finding.reason, standing: standing)
    }
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}

extension PageReport {
  /// The report for people, judged without any leave; see ``JudgedPage/text(columns:style:)``.
  public var text: String { JudgedPage(self).text() }
}

extension JudgedPage {
  /// The report for people: the page and its world, a line for each step with its findings below, and the totals last.
  ///
  /// - Parameters:
  ///   - columns: the width that tables of findings may have.
  ///   - style: colours, which only repeat what the words say.
  /// - Returns: lines, each ended by a line feed.
  public func text(columns: Int = 120, style: Style = .plain) -> String {
    ReportText(self, columns: columns, style: style).text
  }
}

extension StepReport {
  /// The step's first command on one line, and how many follow; as the page writes it, so to be escaped where shown.
  public var command: String {
    let first = commands.first.map { $0.command.split(separator: "\n").joined(separator: " ") } ?? ""
    return commands.count > 1 ? "\(first) and \(commands.count - 1) more" : first
  }
}

extension Verdict {
  fileprivate func styled(_ text: String, _ style: Style) -> String {
    switch self {
    case .pass: style.green(text)
    case .drift, .skipped: style.yellow(text)
    case .defect, .unmet, .fail: style.red(text)
    }
  }
}
