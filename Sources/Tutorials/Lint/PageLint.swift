import ImageCommands
import Worlds

/// Looks at a page without running anything: what it uses and never makes, what contradicts itself, what no reader's
/// shell takes as it stands, and links and translations that went out of step.
///
/// Pure but for the files beside the page: links, images and translations are looked at, nothing is fetched or written.
public struct PageLint: Sendable {
  /// The commands that there are.
  public var table: CommandTable
  /// The world that the page begins in; nil means the one that is derived from it, as for a check.
  public var fixture: Fixture?

  /// Prepares a lint.
  ///
  /// - Parameters:
  ///   - table: the commands that there are.
  ///   - fixture: the world that the page begins in; nil means the one that is derived from it.
  public init(table: CommandTable = CommandTable(), fixture: Fixture? = nil) {
    self.table = table
    self.fixture = fixture
  }

  /// Looks at a page.
  ///
  /// - Returns: what was found, by steps.
  public func report(on page: Page) -> LintReport {
    var findings: [Finding] = []
    var walk = StoryWalk(page, from: StartingWorld(of: page, fixture: fixture), table: table)
    for step in page.steps {
      walk.walk(step)
      findings += SwitchUse.findings(step, page)
    }
    findings += walk.findings
    findings += SampleDating.mixed(on: page)
    var links = LinkCheck(page)
    let linked = links.findings()
    findings += linked.findings
    var notes: [String] = []
    for path in Translations.files(of: page.path) {
      guard let body = PageFile.body(path) else {
        findings.append(
          Finding(line: 1, kind: .translation, verdict: .drift, expected: path, reason: "it can't be read as text"))
        continue
      }
      findings += TranslationCheck(page, with: path, body: body).findings()
      notes.append("Its fences were compared with those of \(path).")
    }
    if let age = SampleDating.age(of: page) { notes.append(age) }
    return LintReport(page, findings: findings, notes: notes, links: linked.count)
  }
}
