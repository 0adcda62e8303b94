/// Takes secrets out of reports: what a double or a careless verb printed stands in no report, whatever its format.
struct Redaction {
  private let secrets: [String]

  /// - Parameter secrets: passwords and tokens; empty ones count for nothing.
  init(_ secrets: some Sequence<String>) {
    // A longer one first: another may be a part of it.
    self.secrets = Set(secrets).filter { !$0.isEmpty }.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
  }

  /// The passwords that a page's own commands give: to `login`, and to any verb as `--creds NAME:PASSWORD`.
  static func passwords(on page: Page) -> [String] {
    page.steps.flatMap(\.commands).flatMap { command in
      zip(command.words, command.words.dropFirst() + [""]).compactMap { word, next -> String? in
        // `--name value` and `--name=value` say the same.
        let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
        let (name, value) = parts.count == 2 ? (parts[0], parts[1]) : (word, next)
        return switch name {
        case "-p", "--password": command.verb == "login" ? value : nil
        case "--creds": value.split(separator: ":", maxSplits: 1).dropFirst().first.map(String.init)
        default: nil
        }
      }
    }
  }

  /// A report without the secrets.
  func apply(to report: PageReport) -> PageReport {
    guard !secrets.isEmpty else { return report }
    return PageReport(
      path: report.path, title: report.title, world: text(report.world), notes: report.notes.map(text),
      steps: report.steps.map(step), isWhole: report.isWhole)
  }

  private func step(_ step: StepReport) -> StepReport {
    StepReport(
      ordinal: step.ordinal, identity: step.identity, line: step.line,
      commands: step.commands.map {
        CommandReport(line: $0.line, command: text($0.command), status: $0.status)
      }, verdict: step.verdict, assertions: step.assertions, duration: step.duration,
      findings: step.findings.map(finding))
  }

  /// A finding without the secrets.
  func finding(_ finding: Finding) -> Finding {
    Finding(
      line: finding.line, kind: finding.kind, verdict: finding.verdict, expected: text(finding.expected),
      seen: text(finding.seen), reason: text(finding.reason), unmetName: finding.unmetName,
      surroundings: finding.surroundings.map { Surroundings(page: row($0.page), seen: row($0.seen)) })
  }

  private func row(_ row: Surroundings.Row) -> Surroundings.Row {
    .init(before: row.before.map(text), after: row.after.map(text))
  }

  /// A text with `***` in the place of every secret. One of few letters may be a word of every page: it goes only where
  /// it stands for itself.
  func text(_ text: String) -> String {
    var text = text
    for secret in secrets where text.contains(secret) {
      if secret.utf8.count >= 6 {
        text = text.replacing(secret, with: "***")
      } else {
        text = Self.replace(secret, in: text)
      }
    }
    return text
  }

  private static func replace(_ secret: String, in text: String) -> String {
    func isBorder(_ character: Character?) -> Bool { character.map { !$0.isLetter && !$0.isNumber } ?? true }
    var result = ""
    var rest = text[...]
    while let place = rest.firstRange(of: secret) {
      let before = rest[..<place.lowerBound].last ?? result.last
      let stands = isBorder(before) && isBorder(rest[place.upperBound...].first)
      result += rest[..<place.lowerBound] + (stands ? "***" : secret)
      rest = rest[place.upperBound...]
    }
    return result + rest
  }
}
