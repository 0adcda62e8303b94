import ImageSpec

extension LintReport {
  /// The report for programs: one object, written as one line; the members of a check's report, and besides
  /// `findings` for what stands in no step.
  public var json: JSON {
    var totals: JSONObject = JSONObject()
    totals["steps"] = .integer(Int64(steps.count))
    for verdict in PageReport.counted where verdict != .skipped {
      totals[verdict.rawValue] = .integer(Int64(steps.count { $0.verdict == verdict }))
    }
    totals["links"] = .integer(Int64(links))
    return [
      "page": .string(path), "steps": .array(steps.map(Self.json)),
      "findings": .array(besides.map { Self.json($0) }), "totals": .object(totals),
    ]
  }

  private static func json(_ step: Step) -> JSON {
    [
      "id": .string(step.identity), "line": .integer(Int64(step.line)),
      "commands": .array(
        step.commands.map { ["line": .integer(Int64($0.line)), "command": .string($0.command), "status": .null] }),
      "verdict": .string(step.verdict.rawValue), "findings": .array(step.findings.map { json($0) }),
    ]
  }

  private static func json(_ finding: Finding) -> JSON {
    [
      "line": .integer(Int64(finding.line)), "verdict": .string(finding.verdict.rawValue),
      "kind": .string(finding.kind.rawValue), "expected": .string(finding.expected), "seen": .string(finding.seen),
      "reason": .string(finding.reason),
    ]
  }
}
