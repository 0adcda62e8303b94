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
    if let verb = command.verb, case .ours = command.kind { ledger.note(maker: verb, line: command.line) }
    var facts: Set<FactKey> = []
    if let story = try? Dispatcher(check.table).parse(PageWords.bound(command.words, bindings)).story {
      facts.formUnion(story.provides.map { FactKey($0) })
    }
    facts.formUnion(PageWords.named(in: command.words))
    for id in PageWords.ids(in: command.sample) {
      facts.insert(.container(id))
      if let name = try? ImageName(parsing: id) { facts.insert(FactKey(.image(name))) }
    }
    ledger.withhold(facts, line: command.line)
    ledger.withhold(names: command.sample.lines.compactMap { PageWords.placeholder(in: [$0.text]) }, line: command.line)
  }

  // MARK: A command

  private mutating func judge(_ command: PageCommand, of step: Step) async throws -> Judgement {
    if case .unmet(let unmet) = command.kind { return Judgement(findings: [unmet.finding(of: command)]) }
    let words = PageWords.bound(words(of: command, step), bindings)
    if let name = PageWords.placeholder(in: words) {
      if let line = ledger.withholder(ofName: name) {
        return skipped(command, "\(name), which line \(line) should have shown")
      }
      return Judgement(
        findings: [
          Finding(
            line: command.line, kind: .placeholder, verdict: .unmet, reason: "\(name) stands for nothing yet",
            unmetName: command.verb)
        ])
    }
    if let reason = checked.refusal(words) {
      return Judgement(
        findings: [
          Finding(line: command.line, kind: .world, verdict: .unmet, reason: reason, unmetName: command.verb)
        ])
    }
    var parsed: (any DrydockCommand)?
    do { parsed = try Dispatcher(check.table).parse(words) } catch let error as UsageError {
      if let finding = Self.missingVerb(error, command) { return Judgement(findings: [finding]) }
    } catch {}
    let filters: [TextFilter]
    do { filters = try Self.filters(of: command) } catch {
      return Judgement(
        findings: [
          Finding(
            line: command.line, kind: .foreign, verdict: .unmet, reason: "\(error.program): \(error.reason)",
            unmetName: error.program)
        ])
    }
    let call = CommandCall(step: step, command: command, words: words)
    let attempt = Attempt(call: call, parsed: parsed, story: (try? parsed?.story) ?? Story(), filters: filters)
    var judgement = try await meetRequirements(of: attempt)
    judgement.findings += Self.wildcards(of: command)
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

  private static func filters(of command: PageCommand) throws(TextFilter.Unsupported) -> [TextFilter] {
    guard case .piped(_, let filters) = command.kind else { return [] }
    var found: [TextFilter] = []
    for words in filters { found.append(try TextFilter(words)) }
    return found
  }

  private static func missingVerb(_ error: UsageError, _ command: PageCommand) -> Finding? {
    let verb: String
    switch error {
    case .notHere(let name): verb = name
    case .unknownCommand(let name, _) where CommandText.verbs.contains(name.blankSeparated.first ?? ""): verb = name
    default: return nil
    }
    return Finding(
      line: command.line, kind: .missingVerb, verdict: .unmet, expected: command.source,
      reason: "drydock has no '\(verb)'", unmetName: verb)
  }

  /// An unquoted `*` reaches docker only where no shell replaces it.
  private static func wildcards(of command: PageCommand) -> [Finding] {
    guard let word = command.commandLine?.words.first(where: \.hasBareWildcard) else { return [] }
    return [
      Finding(
        line: command.line, kind: .wildcard, verdict: .drift, expected: CommandLine.quote(word.value), seen: word.value,
        reason: "other shells replace an unquoted \(word.value) by the names of files: quote it")
    ]
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
}

extension PageCommand.Unmet {
  func finding(of command: PageCommand) -> Finding {
    let (kind, name, reason): (Finding.Kind, String?, String) =
      switch self {
      case .foreignProgram(let program):
        (.foreign, program, "'\(program)' is another program, and none is started here")
      case .pipe(let program): (.foreign, program, "a pipe with '\(program)' is not followed")
      case .syntax(let syntax): (.syntax, nil, "'\(syntax.rawValue)' is another shell's syntax")
      case .assignment(let name): (.syntax, nil, "'\(name)=' is another shell's syntax")
      case .redirection(let path): (.foreign, nil, "\(path) lies outside of the working folder")
      case .unreadable(let error): (.syntax, nil, "the line can't be read: \(error)")
      }
    return Finding(
      line: command.line, kind: kind, verdict: .unmet, expected: command.source, reason: reason, unmetName: name)
  }
}
