/// What a run found, as a table for people.
struct ConformanceReport: CustomStringConvertible {
  let registry: String
  let results: [ConformanceRun.Result]

  var description: String {
    var lines = ["# \(registry)", "", "| level | checks | passed | failed | skipped |", "|---|---|---|---|---|"]
    for level in Check.Level.allCases { lines.append(row(level.rawValue, results.filter { $0.check.level == level })) }
    for group in Group.allCases {
      lines.append(row(group.rawValue, results.filter { $0.check.section.group == group }))
    }
    lines.append(row("all", results))
    lines += ["", "| outcome | level | group | section | check | found |", "|---|---|---|---|---|---|"]
    for result in results {
      let (word, reason) =
        switch result.outcome {
        case .passed: ("passed", "")
        case .failed(let reason): ("FAILED", reason)
        case .skipped(let reason): ("skipped", reason)
        }
      let check = result.check
      let cells = [
        word, check.level.rawValue, check.section.group.rawValue, check.section.rawValue, check.name, reason,
      ]
      lines.append("| " + cells.map(Self.cell).joined(separator: " | ") + " |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func row(_ name: String, _ some: [ConformanceRun.Result]) -> String {
    func count(_ isMeant: (ConformanceRun.Outcome) -> Bool) -> Int { some.count { isMeant($0.outcome) } }
    let passed = count { $0 == .passed }
    let failed = some.count { $0.failure != nil }
    return "| \(name) | \(some.count) | \(passed) | \(failed) | \(some.count - passed - failed) |"
  }

  /// A registry's text on one line, without what would end a cell.
  private static func cell(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 == "|" ? "/" : $0 })
  }
}
