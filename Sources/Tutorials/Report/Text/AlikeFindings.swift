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

  /// The lines; nil where the table is too wide.
  var lines: [String]? {
    guard let first = findings.first else { return [] }
    let marked = findings.map { MarkedText.compare($0.expected, $0.seen) }
    let keys = findings.map { $0.surroundings?.page.before.first ?? "" }
    for shape in Shape.all {
      let columns = [
        ("LINE", findings.map { shape.hasPage ? "\(page):\($0.line)" : "\($0.line)" }),
        ("OF", shape.hasKey ? keys : []),
        ("EXPECTED", zip(marked, findings).map { cell($0.expected, $1) }),
        ("SEEN", zip(marked, findings).map { cell($0.seen, $1) }),
      ].filter { $0.1.contains { !$0.isEmpty } }
      let table = Table(
        columns.map(\.0), rows: findings.indices.map { row in columns.map { $0.1[row] } }, minimumWidth: 0, padding: 2)
      let lines = table.text().split(separator: "\n").map { FindingLines.margin + "  " + $0 }
      if lines.allSatisfy({ DisplayWidth.of($0) <= self.columns }) {
        let title = FindingLines.title(first, besides: verdict, standing, style)
        let head =
          "\(Escaping.line(page)):\(first.line): \(findings.count) times \(title): \(Escaping.line(first.reason))"
        return [FindingLines.margin + head] + lines
      }
    }
    return nil
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
