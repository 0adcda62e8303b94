import Presentation

/// The pages as a Markdown table with what refuses them below, for the summary of a step of a GitHub workflow.
///
/// See [Adding a job summary](https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary).
struct StepSummary {
  let outcomes: [PageOutcome]

  /// GitHub takes a mebibyte a step and drops more whole; so much stays free for others' steps.
  static let limit = 512 << 10

  /// The Markdown.
  var text: String {
    let verdicts = PageReport.counted
    var lines = [
      "### Tutorials", "",
      "| page | " + (["steps"] + verdicts.map(\.rawValue)).joined(separator: " | ") + " |",
      "|---|" + String(repeating: "---:|", count: verdicts.count + 1),
    ]
    for outcome in outcomes {
      switch outcome {
      case .judged(let page):
        let report = page.report
        let mark = page.isRefused ? "❌ refused" : "✅ accepted"
        let counts = [report.steps.count] + verdicts.map { report.count($0) }
        lines.append(
          "| \(mark): \(Self.code(report.path)) | " + counts.map(String.init).joined(separator: " | ") + " |")
      case .unusable(let name, _):
        lines.append("| ❌ unusable: \(Self.code(name)) |" + String(repeating: " |", count: verdicts.count + 1))
      }
    }
    lines.append("")
    var size = lines.reduce(0) { $0 + $1.utf8.count + 1 }
    let items = outcomes.flatMap(Self.items)
    for (index, item) in items.enumerated() {
      size += item.utf8.count + 1
      guard size <= Self.limit else {
        lines.append("- \(items.count - index) more in the log")
        break
      }
      lines.append(item)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func items(_ outcome: PageOutcome) -> [String] {
    switch outcome {
    case .judged(let page):
      page.refused.map { _, finding in
        let values = [("expected", finding.expected), ("seen", finding.seen)].filter { !$0.1.isEmpty }
        return "- \(code("\(page.report.path):\(finding.line)")) **\(finding.verdict.rawValue)**, "
          + "\(finding.kind.rawValue): \(code(finding.reason))"
          + values.map { ", \($0) \(code(FindingLines.cut($1)))" }.joined()
      }
    case .unusable:
      outcome.problems.map { problem in
        "- \(code(problem.path + (problem.line.map { ":\($0)" } ?? ""))): \(code(problem.text))"
      }
    }
  }

  /// Foreign text that Markdown and HTML make nothing of, in a table, too.
  static func code(_ text: String) -> String {
    var result = "<code>"
    for scalar in Escaping.line(text).unicodeScalars {
      switch scalar {
      case "&", "<", ">", "|", "`", "*", "_", "[", "]", "\\", "~", "#", "!", "$", ":", "@":
        result += "&#\(scalar.value);"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "</code>"
  }
}
