import Presentation

/// Findings of one step that say the same of several lines: shown as one table, so that a long list stays readable.
struct AlikeFindings {
  let findings: [Finding]
  let page: String
  let verdict: Verdict
  let standing: Standing
  let columns: Int
  let style: Style

  /// So many findings make a table.
  static let least = 3

  /// The lines: a head, and below it a table, in two columns where there is room and else with expected and seen one
  /// under the other.
  var lines: [String] {
    guard let first = findings.first else { return [] }
    let title = FindingLines.title(first, besides: verdict, standing, style)
    let head = "\(Escaping.line(page)):\(first.line): \(findings.count) times \(title): \(Escaping.line(first.reason))"
    let table = Shape.all.lazy.map(wide).first { $0.allSatisfy { DisplayWidth.of($0) <= columns } } ?? narrow
    return [FindingLines.margin + head] + table
  }

  private var values: [(expected: String, seen: String)] {
    findings.map { finding in
      let marked = MarkedText.compare(finding.expected, finding.seen)
      return (cell(marked.expected, finding), cell(marked.seen, finding))
    }
  }

  private func wide(_ shape: Shape) -> [String] {
    let columns = [
      ("LINE", findings.map { shape.hasPage ? "\(page):\($0.line)" : "\($0.line)" }),
      ("OF", shape.hasKey ? findings.map { $0.surroundings?.page.before.first ?? "" } : []),
      ("EXPECTED", values.map(\.expected)), ("SEEN", values.map(\.seen)),
    ].filter { $0.1.contains { !$0.isEmpty } }
    return Self.lines(
      Table(
        columns.map(\.0), rows: findings.indices.map { row in columns.map { $0.1[row] } }, minimumWidth: 0, padding: 2
      ).text())
  }

  private var narrow: [String] {
    let rows = zip(findings, values).flatMap { finding, value in
      [[String(finding.line), "expected", value.expected], ["", "seen", value.seen]].filter { !$0[2].isEmpty }
    }
    return Self.lines(TabbedLines(rows, minimumWidth: 0, padding: 2).text())
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map { FindingLines.margin + "  " + $0 }
  }

  /// What the columns hold besides the values: a page's whole path and the row's key as far as there is room.
  private struct Shape {
    let hasPage: Bool
    let hasKey: Bool

    static let all = [
      Shape(hasPage: true, hasKey: true), Shape(hasPage: false, hasKey: true), Shape(hasPage: false, hasKey: false),
    ]
  }

  /// A value with its mark; without where the other side has none, or nothing in common.
  private func cell(_ text: MarkedText, _ finding: Finding) -> String {
    let isAlone = finding.expected.isEmpty || finding.seen.isEmpty
    return isAlone
      ? text.before + text.token + text.after : text.shortened(to: FindingLines.longest).text(isAlone: true)
  }
}
