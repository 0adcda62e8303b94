import Presentation

extension LintReport {
  /// The report for people: a line for each finding as compilers write it, `PAGE:LINE: verdict, kind: reason`, and the
  /// totals.
  public var text: String {
    var lines: [String] = []
    for finding in findings {
      lines.append(
        "\(path):\(finding.line): \(finding.verdict.rawValue), \(finding.kind.rawValue): \(finding.reason)")
      if !finding.expected.isEmpty { lines.append("    here:  \(FindingLines.cut(finding.expected))") }
      if !finding.seen.isEmpty, finding.kind == .translation {
        lines.append("    there: \(FindingLines.cut(finding.seen))")
      }
    }
    lines.append("\(path): \(title)")
    lines += notes.map { "  \($0)" }
    lines.append(summary)
    return lines.map { Escaping.line($0) + "\n" }.joined()
  }
}
