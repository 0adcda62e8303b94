import CommandLanguage

/// Switches that change nothing where they stand.
enum SwitchUse {
  /// Looks at a step's switches.
  static func findings(_ step: Step, _ page: Page) -> [Finding] {
    let switches = step.switches
    let samples = step.commands.map(\.sample)
    var dead: [(name: String, why: String)] = []
    if switches.skip {
      for name in ["timeout", "exact", "unordered", "platform"] where isGiven(name, switches) {
        dead.append((name, "the step is skipped"))
      }
    } else {
      let hasSample = samples.contains { !$0.isEmpty }
      if switches.exact, !hasSample { dead.append(("exact", "no command of the step shows a sample")) }
      if switches.unordered {
        if switches.exact {
          dead.append(("unordered", "'exact' compares line by line"))
        } else if !hasSample {
          dead.append(("unordered", "no command of the step shows a sample"))
        } else if samples.allSatisfy({ isUnorderedAnyway($0) }) {
          dead.append(("unordered", "a table's rows have no order anyway"))
        }
      }
      if switches.platform != nil, !step.commands.contains(where: { $0.words.prefix(2).contains("pull") }) {
        dead.append(("platform", "no command of the step pulls"))
      }
    }
    return dead.map { name, why in
      Finding(
        line: line(of: name, above: step, page), kind: .deadSwitch, verdict: .drift, expected: name,
        reason: "the switch \(name) changes nothing here: \(why)")
    }
  }

  private static func isGiven(_ name: String, _ switches: Switches) -> Bool {
    switch name {
    case "timeout": switches.timeout != nil
    case "exact": switches.exact
    case "unordered": switches.unordered
    default: switches.platform != nil
    }
  }

  /// Whether nothing but a table with a key stands in a sample.
  private static func isUnorderedAnyway(_ sample: Sample) -> Bool {
    if sample.isEmpty { return true }
    guard let table = SampleTable(sample.lines), table.column("CREATED BY") == nil else { return false }
    return table.lines.count == sample.lines.count
  }

  /// The line of the comment above the fence that holds a switch.
  private static func line(of name: String, above step: Step, _ page: Page) -> Int {
    var line = step.line - 1
    while line >= 1, step.line - line <= 40 {
      let text = page.source[line - 1]
      if text.contains(name) { return line }
      if text.contains("<!--") { break }
      line -= 1
    }
    return step.line
  }
}
