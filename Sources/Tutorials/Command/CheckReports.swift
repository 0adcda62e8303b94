import ByteStreams
import ImageCommands
import ImageSpec
import Worlds

/// Where the reports of a check go: the output, a file, GitHub.
struct CheckReports {
  private let context: CommandContext
  private let isJSON: Bool
  private let file: ReportFile?
  /// Whether a GitHub workflow runs this.
  private let isForGitHub: Bool

  /// - Throws: `WorkingFolder.Refused` where the file lies outside of a simulated world.
  init(json: Bool, junit: String?, _ context: CommandContext) throws(WorkingFolder.Refused) {
    self.context = context
    isJSON = json
    if let junit {
      file = ReportFile(name: junit, path: try context.world.folder.resolve(junit))
    } else {
      file = nil
    }
    isForGitHub = context.environment["GITHUB_ACTIONS"] == "true"
  }

  /// Tells of one page, on the output, or on the error output where it can't be checked.
  func tell(_ outcome: PageOutcome) throws {
    guard case .judged(let page) = outcome else { return outcome.tell(context) }
    if isJSON {
      for remark in page.remarks { try context.errors.line(remark) }
      let text = page.report.json.text() + "\n"
      return try context.output.write(isForGitHub ? GitHubAnnotations.harmless(json: text) : text)
    }
    let terminal = context.terminal
    let text = page.text(columns: terminal.isTerminal ? terminal.columns : Self.columns, style: terminal.style)
    try context.output.write(isForGitHub ? GitHubAnnotations.harmless(text) : text)
  }

  /// The width of a report that goes to no terminal.
  private static let columns = 140

  /// Writes JUnit's XML, if that is asked for.
  func writeFile(_ outcomes: [PageOutcome]) throws {
    try file?.write(JUnitReport(outcomes).text)
  }

  /// Writes annotations and the summary of the step, where a GitHub workflow runs this. Annotations stand on the error
  /// output where the output is for programs.
  func writeForGitHub(_ outcomes: [PageOutcome]) throws {
    guard isForGitHub else { return }
    let annotations = GitHubAnnotations(
      outcomes, workspace: context.environment["GITHUB_WORKSPACE"], workingFolder: context.world.folder.path)
    try (isJSON ? context.errors : context.output).write(annotations.text)
    guard let path = context.environment["GITHUB_STEP_SUMMARY"], path.hasPrefix("/") else { return }
    try FileOutput(writing: path, named: path, appends: true).write(StepSummary(outcomes: outcomes).text)
  }
}
