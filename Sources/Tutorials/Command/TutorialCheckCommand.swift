import ArgumentParser
import ImageCommands
import ImageSpec
import Presentation
import Worlds

/// `tutorial check`: replays pages and judges each step by its effect. The user's own store is never touched.
public struct TutorialCheckCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Replay documentation pages and check what each step does",
    discussion: CheckHelp.discussion)
  public static let synopsis = "[OPTIONS] PAGE [PAGE...]"
  public static let argumentKinds: [ArgumentKind] = [.page]
  public static let optionKinds: [String: ArgumentKind] = [
    "registry": .word(["http://", "https://"]), "baseline": .file, "junit": .file, "from": .step, "to": .step,
    "only": .step,
  ]
  public static let exclusiveOptions: [Set<String>] = [["watch", "update-baseline"]]
  public static let examples = [
    Example("tutorial check windows-container-images", "a page that comes with the program"),
    Example("tutorial check --fixture windows-2016 page.md", "a page of your own, in a simulated world"),
    Example("tutorial check --only id=push page.md", "one step, after those before it were run"),
    Example("tutorial check --baseline known.json docs/*.md", "only what is new refuses a page"),
    Example("tutorial check --junit report.xml docs/*.md", "for a CI system"),
    Example("tutorial check --watch page.md", "while you write"),
    Example("tutorial check --registry http://127.0.0.1:5000 page.md", "against a real registry"),
  ]

  @Option(name: .long, help: ArgumentHelp("Simulate this world, not the page's own", valueName: "name-or-file"))
  var fixture: String?
  @Option(name: .long, help: ArgumentHelp("Use a real registry, below a prefix of its own", valueName: "url"))
  var registry: String?
  @Flag(name: .long, help: "Print one JSON object a page and line")
  var json = false
  @Flag(name: .long, help: "Refuse pages whose text drifted, too")
  var strict = false
  @Option(
    name: .customLong("allow-unmet"),
    help: ArgumentHelp("Verbs, programs and kinds that may be unmet", valueName: "names"))
  var allowUnmet: [String] = []
  @Option(name: .long, help: ArgumentHelp("Refuse pages for what this file does not have alone", valueName: "file"))
  var baseline: String?
  @Flag(name: .customLong("update-baseline"), help: "Write what is found into the baseline")
  var updatesBaseline = false
  @Option(name: .long, help: ArgumentHelp("Report steps from this one on", valueName: "step"))
  var from: String?
  @Option(name: .long, help: ArgumentHelp("Stop behind this step", valueName: "step"))
  var to: String?
  @Option(name: .long, help: ArgumentHelp("Report this step alone, by its number or its id", valueName: "step"))
  var only: String?
  @Option(name: .long, help: ArgumentHelp("How long a command may take: 500ms, 30s, 2m", valueName: "time"))
  var timeout: String?
  @Option(name: .long, help: ArgumentHelp("Check so many pages at once", valueName: "count"))
  var jobs: Int?
  @Option(name: .long, help: ArgumentHelp("Write JUnit's XML for CI systems", valueName: "file"))
  var junit: String?
  @Flag(name: .long, help: "Check a page again when it or its fixture changes")
  var watch = false
  @Argument(help: "The pages, files or names")
  var pages: [String]

  public init() {}

  public func run(in context: CommandContext) async throws {
    let file = try baseline.map { try BaselineFile($0, in: context.world.folder, mayBeAbsent: updatesBaseline) }
    let checks = try checks(context, file?.baseline)
    let reports = try CheckReports(json: json, junit: junit, context)
    if watch {
      var latest: [String: PageOutcome] = [:]
      return try await PageWatch(pages: pages, fixture: fixture, context: context).run { due in
        let outcomes = try await check(due, checks, reports)
        for (name, outcome) in zip(due, outcomes) { latest[name] = outcome }
        try reports.writeFile(pages.compactMap { latest[$0] })
      }
    }
    let outcomes = try await check(pages, checks, reports)
    do {
      try reports.writeFile(outcomes)
      try reports.writeForGitHub(outcomes)
      if let file, updatesBaseline { try context.errors.line(try file.update(with: outcomes)) }
    } catch let error as FileFailure {
      // A report that can't be written is no verdict on the pages.
      throw SeveralErrors([error], status: ReadPages.unusable)
    }
    let status = outcomes.map(\.status.rawValue).max() ?? 0
    if status != 0 { throw ToldStatus(ExitStatus(rawValue: status)) }
  }

  /// What the options ask for.
  private func checks(_ context: CommandContext, _ baseline: Baseline?) throws -> PageChecks {
    var checks = PageChecks(context)
    checks.fixture = fixture
    checks.registry = registry
    checks.selection = StepSelection(from: from, to: to, only: only)
    checks.timeout = try timeout.map { text in
      guard let duration = SwitchReader.duration(text) else { throw CheckArgumentError.duration(text) }
      return duration
    }
    if let jobs {
      guard jobs > 0 else { throw CheckArgumentError.jobs(jobs) }
      checks.jobs = jobs
    }
    if updatesBaseline, baseline == nil { throw CheckArgumentError.updateWithoutBaseline }
    if updatesBaseline, watch { throw CheckArgumentError.updateWhileWatching }
    checks.updatesBaseline = updatesBaseline
    checks.acceptance = Acceptance(
      strict: strict, allowingUnmet: Set(allowUnmet.flatMap { $0.split(separator: ",").map(String.init) }),
      baseline: baseline)
    return checks
  }

  /// Checks pages and tells of each as soon as those before it are told.
  private func check(
    _ pages: [String], _ checks: PageChecks, _ reports: CheckReports
  ) async throws -> [PageOutcome] {
    let display = CheckDisplay(checks.context, count: pages.count)
    defer { display.erase() }
    var outcomes: [PageOutcome] = []
    try await checks.run(pages, progress: display) { outcome in
      display.erase()
      outcomes.append(outcome)
      try reports.tell(outcome)
    }
    return outcomes
  }
}
