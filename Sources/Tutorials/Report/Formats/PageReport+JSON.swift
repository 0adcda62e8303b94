import ImageSpec

extension PageReport {
  /// The report for programs: one object, written as one line.
  public var json: JSON {
    var totals: JSONObject = JSONObject()
    totals["steps"] = .integer(Int64(steps.count))
    for verdict in Self.counted { totals[verdict.rawValue] = .integer(Int64(count(verdict))) }
    return [
      "page": .string(path), "world": .string(world), "steps": .array(steps.map(\.json)), "totals": .object(totals),
    ]
  }
}

extension StepReport {
  fileprivate var json: JSON {
    [
      "id": .string(identity), "line": .integer(Int64(line)), "commands": .array(commands.map(\.json)),
      "verdict": .string(verdict.rawValue), "assertions": .integer(Int64(assertions)),
      "duration": .number(duration.inSeconds),
      "findings": .array(findings.map(\.json)),
    ]
  }
}

extension Duration {
  /// The duration in seconds, to the millisecond.
  var inSeconds: String {
    let (seconds, attoseconds) = components
    let thousandths = String(attoseconds / 1_000_000_000_000_000)
    return "\(seconds)." + String(repeating: "0", count: max(0, 3 - thousandths.count)) + thousandths
  }
}

extension CommandReport {
  fileprivate var json: JSON {
    [
      "line": .integer(Int64(line)), "command": .string(command),
      "status": status.map { .integer(Int64($0)) } ?? .null,
    ]
  }
}

extension Finding {
  fileprivate var json: JSON {
    [
      "line": .integer(Int64(line)), "kind": .string(kind.rawValue), "expected": .string(expected),
      "seen": .string(seen), "reason": .string(reason),
    ]
  }
}
