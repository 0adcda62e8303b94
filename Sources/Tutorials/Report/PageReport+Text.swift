import Presentation

extension PageReport {
  /// The report for people: the page and its world, a line for each step with its findings below, and the totals.
  public var text: String {
    var lines = ["\(path): \(title), in \(Self.article(world))"]
    lines += notes.map { "  \($0)" }
    let places = steps.map { String($0.line) }
    let width = places.map(\.count).max() ?? 0
    for (step, place) in zip(steps, places) {
      let number = Self.right(String(step.ordinal), 2)
      let verdict = step.verdict.rawValue.padding(to: 7)
      let count = step.assertions == 1 ? "1 assertion" : "\(step.assertions) assertions"
      lines.append("\(number)  line \(Self.right(place, width))  \(verdict)  \(step.shownCommand) (\(count))")
      for finding in step.findings { lines += finding.lines(besides: step.verdict) }
    }
    lines.append(summary)
    return lines.map { Escaping.line($0) + "\n" }.joined()
  }

  private static func article(_ world: String) -> String { world.hasPrefix("the ") ? world : "the \(world)" }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}

extension StepReport {
  /// The step's first command, and how many follow.
  var shownCommand: String {
    let first = commands.first.map { $0.command.split(separator: "\n").joined(separator: " ") } ?? ""
    return commands.count > 1 ? "\(first) and \(commands.count - 1) more" : first
  }
}

extension Finding {
  /// The finding for people, below its step.
  fileprivate func lines(besides verdict: Verdict) -> [String] {
    let head =
      "      line \(line): \(self.verdict == verdict ? "" : "\(self.verdict.rawValue), ")\(kind.rawValue): \(reason)"
    var lines = [head]
    if !expected.isEmpty { lines.append("        expected: \(Self.short(expected))") }
    if !seen.isEmpty { lines.append("        seen:     \(Self.short(seen))") }
    return lines
  }

  /// More of a line than this helps nobody.
  private static let limit = 300

  private static func short(_ text: String) -> String {
    text.count > limit ? String(text.prefix(limit)) + "…" : text
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
