import CommandLanguage
import ImageCommands
import ImageOperations
import ImageSpec
import Worlds

/// One replay of a page: what is known so far of its ids, of who provided what, and of its steps.
struct PageRun {
  let check: TutorialCheck
  let page: Page
  let checked: CheckedWorld
  var bindings = Bindings()
  var ledger = Ledger()
  /// What was typed or may be typed where the page hides it; in no report.
  var secrets: Set<String> = []
  /// The line of a command that would not end: nothing can be judged behind it, for it may change the world any time.
  var endless: Int?
  /// What is known of the store's soundness.
  var soundness = StoreSoundness()
  /// What the commands printed, by their lines.
  var transcripts: [Int: String] = [:]
  private(set) var reports: [StepReport] = []

  init(check: TutorialCheck, page: Page, checked: CheckedWorld) {
    self.check = check
    self.page = page
    self.checked = checked
  }

  var world: World { checked.world }

  /// What became of a command.
  struct Judgement {
    var status: Int?
    var assertions = 0
    var findings: [Finding] = []
    /// Whether what it provides is there now, so that later steps can build on it.
    var isDone = false
    /// Whether it ran in the page's own world, and not on a branch or not at all.
    var isInWorld = false

    var verdict: Verdict { findings.map(\.verdict).max() ?? .pass }
  }

  /// Runs and judges a step, and notes the report.
  ///
  /// - Throws: `CancellationError`; everything else is a finding.
  mutating func judge(_ step: Step) async throws {
    let start = ContinuousClock.now
    var commands: [CommandReport] = []
    var findings: [Finding] = []
    var assertions = 0
    var isInWorld = true
    for command in step.commands {
      try Task.checkCancellation()
      let judgement = step.switches.skip ? switchedOff(command) : try await judge(command, of: step)
      commands.append(
        CommandReport(line: command.line, command: command.source, status: judgement.status))
      findings += judgement.findings
      assertions += judgement.assertions
      isInWorld = isInWorld && judgement.isInWorld
      note(command, judgement)
    }
    // Where a command did not run, its checks would only say so once more.
    if isInWorld {
      let judged = await judge(step.checks)
      findings += judged.findings
      assertions += judged.count
    }
    let sorted = findings.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
    reports.append(
      StepReport(
        ordinal: step.ordinal, identity: step.identity, line: step.line, commands: commands,
        verdict: findings.map(\.verdict).max() ?? .pass, assertions: assertions,
        duration: ContinuousClock.now - start, findings: sorted.map(\.element)))
  }

  private func switchedOff(_ command: PageCommand) -> Judgement {
    Judgement(
      findings: [
        Finding(line: command.line, kind: .switchedOff, verdict: .skipped, reason: "the page says skip")
      ])
  }

  /// Keeps the ledger: what a command that did not pass should have provided can't be built on.
  private mutating func note(_ command: PageCommand, _ judgement: Judgement) {
    guard !judgement.isDone, !command.expectsFailure else { return }
    let (table, bindings) = (check.table, bindings)
    ledger.withhold(command) { try? Dispatcher(table).parse(PageWords.bound($0, bindings)).story }
  }

  // MARK: A command

  private mutating func judge(_ command: PageCommand, of step: Step) async throws -> Judgement {
    if let endless { return skipped(command, "a world at rest, and the command on line \(endless) still runs") }
    if case .unmet(let unmet) = command.kind { return Judgement(findings: [unmet.finding(of: command)]) }
    let words = PageWords.bound(words(of: command, step), bindings)
    if let name = PageWords.placeholder(in: words) {
      if let line = ledger.withholder(ofName: name) {
        return skipped(command, "\(name), which line \(line) should have shown")
      }
      return Judgement(findings: [.placeholder(name, command)])
    }
    if let reason = checked.refusal(words) {
      return Judgement(
        findings: [
          Finding(line: command.line, kind: .world, verdict: .unmet, reason: reason, unmetName: command.verb)
        ])
    }
    var parsed: (any DrydockCommand)?
    do { parsed = try Dispatcher(check.table).parse(words) } catch let error as UsageError {
      if let finding = Finding.missingVerb(error, command) { return Judgement(findings: [finding]) }
    } catch {}
    let filters: [TextFilter]
    do { filters = try command.filters } catch {
      return Judgement(findings: [.filter(error, command)])
    }
    let call = CommandCall(step: step, command: command, words: words)
    let story = (try? parsed.map { try Story(of: $0, words: words) }) ?? Story()
    let attempt = Attempt(call: call, parsed: parsed, story: story, filters: filters)
    var judgement = try await meetRequirements(of: attempt)
    judgement.findings += Finding.wildcards(of: command) + Finding.typography(of: command, on: page)
    return judgement
  }

  /// The command's words; a pull on a page or in a step for another platform asks for it.
  private func words(of command: PageCommand, _ step: Step) -> [String] {
    guard let platform = step.switches.platform ?? page.frontMatter.platform,
      let verb = command.words.firstIndex(of: "pull"),
      verb <= 1, !command.words.contains(where: { $0.hasPrefix("--platform") })
    else { return command.words }
    var words = command.words
    words.insert("--platform=\(platform)", at: verb + 1)
    return words
  }

}

/// A command that is to be tried.
struct Attempt {
  let call: CommandCall
  /// The parsed command; nil where the command line breaks its own rules, which running it will tell.
  let parsed: (any DrydockCommand)?
  let story: Story
  let filters: [TextFilter]

  var command: PageCommand { call.command }

  /// Whether the program is asked about itself: its version or its help.
  var asksProgram: Bool {
    let words = call.words
    return words.isEmpty || ["--version", "-v", "--help", "-h"].contains(words[0])
      || words.dropFirst().contains { $0 == "--help" || $0 == "-h" }
  }
}
