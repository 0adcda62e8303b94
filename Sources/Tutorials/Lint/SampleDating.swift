/// What in a sample says which versions of the tool printed it, and on which line it stands.
///
/// The dates are those of docker's own changes: the virtual size went with the content-addressed store of 1.10
/// (moby#19912), sizes lost their blank and ages their 90 days of weeks in 1.13, the push's first line its article and
/// cut texts their three dots in 17.12 (moby#34874, cli#621), the automated builds their column in 25 (cli#4413), the
/// list of images got its new columns in 29 (cli#6650).
struct SampleDating {
  /// Something that dates a sample.
  struct Evidence: Hashable {
    let line: Int
    /// What stands there: `VIRTUAL SIZE`.
    let text: String
    let versions: ToolVersions
  }

  private(set) var evidence: [Evidence] = []

  /// Reads a command's sample. What another tool than docker prints has other dates and is left alone.
  init(_ command: PageCommand) {
    guard !command.source.hasPrefix("podman"), !command.source.hasPrefix("nerdctl") else { return }
    let sample = command.sample
    if let table = SampleTable(sample.lines) { read(table) }
    if ["push", "pull", "login"].contains(command.verb) { for line in sample.lines { read(line) } }
  }

  private mutating func add(_ line: Int, _ text: String, since: ToolVersion? = nil, before: ToolVersion? = nil) {
    // Once is enough for each of them.
    let versions = ToolVersions(since: since, before: before)
    if !evidence.contains(where: { $0.versions == versions }) {
      evidence.append(Evidence(line: line, text: text, versions: versions))
    }
  }

  private mutating func read(_ table: SampleTable) {
    let headers = Set(table.columns.map(\.header))
    let line = table.header.number
    if headers.contains("VIRTUAL SIZE") { add(line, "VIRTUAL SIZE", before: ToolVersion(1, 10)) }
    if headers.contains("REPOSITORY"), headers.contains("SIZE") {
      add(line, "SIZE", since: ToolVersion(1, 10), before: ToolVersion(29))
    }
    if headers.contains("DISK USAGE") { add(line, "DISK USAGE", since: ToolVersion(29)) }
    if headers.contains("OFFICIAL") {
      if headers.contains("AUTOMATED") {
        add(line, "AUTOMATED", before: ToolVersion(25))
      } else {
        add(line, "OFFICIAL without AUTOMATED", since: ToolVersion(25))
      }
    }
    for row in table.rows {
      for column in table.columns { read(row, column) }
    }
  }

  private mutating func read(_ row: SampleTable.Row, _ column: Column) {
    guard let cell = row.cells[column.name], !cell.isEmpty else { return }
    switch column.kind {
    case .size:
      guard let size = SizeText(cell) else { return }
      add(
        row.line, cell, since: size.hasBlank ? nil : ToolVersion(1, 13),
        before: size.hasBlank ? ToolVersion(1, 13) : nil)
    case .age:
      guard let age = AgeText(cell) else { return }
      if age.unit == .week, age.count >= 9 { add(row.line, cell, before: ToolVersion(1, 13)) }
      if age.unit == .month, age.count == 2 { add(row.line, cell, since: ToolVersion(1, 13)) }
      if age.unit == .second, age.count == 1, cell.contains("seconds") {
        add(row.line, cell, before: ToolVersion(1, 13))
      }
    case .cutText:
      if cell.hasSuffix("…") || cell.hasSuffix("…\"") { add(row.line, "…", since: ToolVersion(17, 12)) }
      if column.name == "DESCRIPTION", cell.hasSuffix("..."), cell.utf8.count == 45 {
        add(row.line, "...", before: ToolVersion(17, 12))
      }
    case .reference:
      if cell == "<missing>", column.name == "IMAGE" { add(row.line, cell, since: ToolVersion(1, 10)) }
    default: return
    }
  }

  private mutating func read(_ line: Sample.Line) {
    let text = LinePattern.folded(line.text)
    for wording in Self.wordings where text.hasPrefix(wording.text) {
      add(line.number, wording.text, since: wording.since, before: wording.before)
    }
    if text.hasSuffix(": Skipped foreign layer") {
      add(line.number, "Skipped foreign layer", before: ToolVersion(28))
    }
  }

  private static let wordings: [(text: String, since: ToolVersion?, before: ToolVersion?)] = [
    ("The push refers to a repository [", nil, ToolVersion(17, 12)),
    ("The push refers to repository [", ToolVersion(17, 12), nil),
    ("Login with your Docker ID", nil, ToolVersion(24)),
    ("Log in with your Docker ID", ToolVersion(24), nil),
    ("USING WEB-BASED LOGIN", ToolVersion(27), nil),
    ("WARNING! Your password will be stored unencrypted", nil, ToolVersion(28)),
    ("WARNING! Your credentials are stored unencrypted", ToolVersion(28), nil),
    ("Email:", nil, ToolVersion(1, 11)),
  ]

  /// The contradictions of a page: each sample that no version prints which printed the ones before. A sample is told
  /// once, with what dates it and what dates the others.
  static func mixed(on page: Page) -> [Finding] {
    var findings: [Finding] = []
    var known: [Evidence] = []
    for command in page.steps.flatMap(\.commands) {
      let evidence = SampleDating(command).evidence
      let conflict = evidence.lazy.compactMap { own in
        known.first { !$0.versions.meets(own.versions) }.map { (own, $0) }
      }.first
      if let (own, other) = conflict {
        findings.append(
          Finding(
            line: own.line, kind: .generation, verdict: .drift, expected: own.text, seen: other.text,
            reason: "two generations on one page: '\(own.text)' is of \(own.versions.words), "
              + "'\(other.text)' on line \(other.line) of \(other.versions.words)"))
      } else {
        // One witness of each age is enough.
        for own in evidence where !known.contains(where: { $0.versions == own.versions }) { known.append(own) }
      }
    }
    return findings
  }

  /// What dates a page whose samples agree, for people; nil for one without any date.
  static func age(of page: Page) -> String? {
    let all = page.steps.flatMap(\.commands).flatMap { SampleDating($0).evidence }
    guard let first = all.first else { return nil }
    var versions = first.versions
    for evidence in all.dropFirst() {
      guard versions.meets(evidence.versions) else { return nil }
      versions = versions.intersection(evidence.versions)
    }
    let deciding = all.filter {
      $0.versions.since != nil && $0.versions.since == versions.since
        || $0.versions.before != nil && $0.versions.before == versions.before
    }
    var shown: [String] = []
    for evidence in deciding.prefix(2) { shown.append("'\(evidence.text)' on line \(evidence.line)") }
    return "The samples are of \(versions.words): \(shown.joined(separator: ", "))."
  }
}
