import CommandLanguage
import ImageCommands
import ImageOperations
import ImageSpec
import LayoutStore
import RegistryClient
import Worlds

extension PageRun {
  /// Runs an attempt in the world as it is, and judges it: status, contract, the store's soundness, then the text.
  mutating func tryOut(_ attempt: Attempt) async throws -> Judgement {
    let command = attempt.command
    let before = try await WorldState(of: world)
    let snapshot = attempt.story.removes.isEmpty ? nil : try? await world.snapshot()
    let execution = try await execute(attempt)
    secrets.formUnion(execution.secrets)
    transcripts[command.line] = execution.transcript
    if execution.isAbandoned { return abandoned(attempt) }
    let after = try await WorldState(of: world)
    var judgement = Judgement(status: execution.status, isInWorld: true)
    if let lack = await explain(execution, attempt) {
      judgement.findings = [lack]
      judgement.isInWorld = false
      return judgement
    }

    var assertions = Assertions(line: command.line)
    let ended = judgeStatus(execution, attempt, &assertions)
    let contract = contract(of: attempt)
    // Steps before the range are there for what they leave, and nobody reads what they are worth.
    let isReported = check.range.contains(attempt.call.step.ordinal)
    if ended, isReported, let contract {
      let evidence = evidence(of: execution, attempt, before, after)
      do { try await contract.judge(evidence, &assertions) } catch let error as CancellationError { throw error } catch
      {
        assertions.fail("the effect could not be looked at", error)
      }
    }
    if isReported { await judgeStore(&assertions) }
    judgement.isDone = assertions.hold && !command.expectsFailure
    judgement.assertions = assertions.count
    judgement.findings = assertions.findings
    if ended {
      judgement.findings += compare(execution, attempt, isProven: assertions.hold, contract, after)
    }
    if judgement.isDone {
      keep(attempt, before, after, snapshot)
    } else if !command.expectsFailure {
      // What a command that failed took away is missed by no later one as if the page had removed it.
      ledger.withhold(before.facts.subtracting(after.facts), line: command.line)
    }
    return judgement
  }

  /// A command that does not end ends the judging: what it will still do nobody knows.
  private mutating func abandoned(_ attempt: Attempt) -> Judgement {
    endless = attempt.command.line
    let limit = attempt.call.step.switches.timeout ?? check.timeout
    return Judgement(
      assertions: 1,
      findings: [
        Finding(
          line: attempt.command.line, kind: .timeout, verdict: .fail, expected: "\(limit)",
          seen: attempt.command.source, reason: "it took longer than it may, and does not let itself be stopped")
      ])
  }

  private func contract(of attempt: Attempt) -> (any Contract)? {
    if attempt.command.expectsFailure { return RefusalContract() }
    if attempt.parsed == nil, attempt.asksProgram { return ProgramContract(command: nil) }
    return attempt.parsed.flatMap { Contracts.contract(of: $0, isDry: attempt.call.words.contains("--dry-run")) }
  }

  private func evidence(
    of execution: Execution, _ attempt: Attempt, _ before: WorldState, _ after: WorldState
  ) -> Evidence {
    var evidence = Evidence(
      world: world, words: attempt.call.words, before: before, after: after, output: execution.output,
      transcript: execution.transcript, requests: execution.requests, secrets: execution.secrets)
    let line = attempt.command.commandLine
    if attempt.filters.isEmpty { evidence.outputFile = (line?.output?.target.value).flatMap(path) }
    evidence.inputFile = (line?.input?.target.value).flatMap(path)
    (evidence.library, evidence.table) = (check.library, check.table)
    return evidence
  }

  private func path(_ name: String) -> String? { try? world.folder.resolve(name) }

  /// A repository for the judge's own eyes.
  func judgedRepository(of reference: ImageReference) throws -> JudgedRepository {
    let isSimulated = world.simulation != nil && checked.capabilities.logsRequests
    return try JudgedRepository(reference, in: world, isSimulated: isSimulated)
  }

  /// Notes what the command gave and took.
  private mutating func keep(_ attempt: Attempt, _ before: WorldState, _ after: WorldState, _ snapshot: WorldSnapshot?)
  {
    let line = attempt.command.line
    let (old, new) = (before.facts, after.facts)
    ledger.provide(attempt.story.provides.map { FactKey($0) } + new.subtracting(old), line: line)
    var gone = old.subtracting(new)
    for fact in attempt.story.removes where !new.contains(FactKey(fact)) { gone.insert(FactKey(fact)) }
    ledger.remove(gone, Ledger.Removal(line: line, snapshot: snapshot))
    if attempt.parsed is CollectCommand { ledger.forgetSnapshots() }
  }

  private func judgeStatus(_ execution: Execution, _ attempt: Attempt, _ assertions: inout Assertions) -> Bool {
    if execution.isTimedOut {
      let limit = attempt.call.step.switches.timeout ?? check.timeout
      return assertions.expect(
        false, "it took longer than it may", expected: "\(limit)", seen: attempt.command.source, kind: .timeout)
    }
    let seen = String(execution.status)
    if let expected = attempt.command.expectedStatus {
      return assertions.expect(
        execution.status == expected, "it ended with another status", expected: String(expected), seen: seen,
        kind: .status)
    }
    if attempt.command.expectsFailure {
      return assertions.expect(
        execution.status != 0, "the page shows an error, and there was none", expected: "an error", seen: "status 0",
        kind: .status)
    }
    let first = Self.error(in: execution.transcript)
    return assertions.expect(
      execution.status == 0, "it failed with status \(seen), and the page shows no error", seen: first, kind: .status)
  }

  /// The line of a transcript that says what went wrong.
  private static func error(in transcript: String) -> String {
    let lines = transcript.lines
    return lines.first { Sample(text: $0).showsError } ?? lines.last { !$0.isBlank } ?? ""
  }

  private mutating func judgeStore(_ assertions: inout Assertions) async {
    do {
      let problems = try await soundness.problems(in: world)
      assertions.expect(
        problems.isEmpty, "the store does not verify itself",
        seen: problems.map { "\($0.descriptor.digest.short) \($0.kind)" }.joined(separator: ", "), kind: .store)
    } catch { assertions.fail("the store can't be verified", error) }
  }

  /// A failure that is not the command's: the world lacks what the step takes for granted, or an earlier step does.
  private func explain(_ execution: Execution, _ attempt: Attempt) async -> Finding? {
    let command = attempt.command
    guard execution.status != 0, !command.expectsFailure, !execution.isTimedOut else { return nil }
    if let lack = execution.lack { return lack }
    for fact in attempt.story.requires {
      let key = FactKey(fact)
      switch fact {
      case .remote(let reference):
        guard (try? await judgedRepository(of: reference).resolve(reference)) == nil else { continue }
        return .missingRemote(reference, command, in: checked.label)
      case .credential:
        guard await !isThere(fact) else { continue }
        return Finding(
          line: command.line, kind: .undefined, verdict: .defect, expected: "\(key)",
          seen: Self.error(in: execution.transcript), reason: "no step gives the \(key)")
      default: continue
      }
    }
    return nil
  }

  // MARK: Text

  /// Compares the sample, and weighs what differs: a claim that is not so is drift where the effects say more than the
  /// text, and a failure where the text is all there is.
  private mutating func compare(
    _ execution: Execution, _ attempt: Attempt, isProven: Bool, _ contract: (any Contract)?, _ after: WorldState
  ) -> [Finding] {
    let command = attempt.command
    let sample = Sample(command.sample.lines.filter { !execution.notices.contains($0.text) })
    let findings = SampleComparison.compare(
      sample: sample, seen: Self.withoutNotices(execution.transcript, command.sample), bindings: &bindings,
      verb: command.verb,
      switches: attempt.call.step.switches)
    if contract is ProgramContract, let first = findings.first {
      return [
        Finding(
          line: first.line, kind: .generation, verdict: isProven ? .drift : .fail, expected: first.expected,
          seen: first.seen, reason: "another program than the page's says something else of itself")
      ]
    }
    let outweighs = isProven && (contract?.outweighsText ?? false) && !attempt.call.step.switches.exact
    let phantoms = attempt.parsed is ImagesCommand ? phantoms(in: command.sample, after) : [:]
    return findings.filter { !isOfTheWorld($0, attempt) && !isAdvice($0, attempt) }.map { finding in
      if finding.kind == .missingRow, let phantom = phantoms[finding.line] { return phantom }
      let verdict: Verdict =
        switch finding.severity {
        case .drift: .drift
        case .defect: .defect
        case .mismatch: outweighs ? .drift : .fail
        }
      return Finding(finding, verdict: verdict)
    }
  }

  /// What was printed but for what is good to know and no page can show.
  private static func withoutNotices(_ transcript: String, _ sample: Sample) -> String {
    guard transcript.contains("Notice: "), !sample.lines.contains(where: { $0.text.hasPrefix("Notice: ") }) else {
      return transcript
    }
    return transcript.lines.filter { !$0.hasPrefix("Notice: ") }.map { $0 + "\n" }.joined()
  }

  /// Whether a text differs because our own errors say more than the line that a page shows: no fault of the page.
  private func isAdvice(_ finding: TextFinding, _ attempt: Attempt) -> Bool {
    finding.kind == .incompleteSample && attempt.command.expectsFailure && !attempt.call.step.switches.exact
  }

  /// Whether a text differs because the world can't show what the page does, which says nothing about the page.
  private func isOfTheWorld(_ finding: TextFinding, _ attempt: Attempt) -> Bool {
    if attempt.parsed is SearchCommand, checked.capabilities.search != .ownSearch { return true }
    guard !checked.capabilities.holdsForeignLayers else { return false }
    return finding.kind == .size || finding.kind == .state || attempt.parsed is PushCommand && finding.kind == .value
  }

  /// The rows of a sample that show an image which nothing on the page makes, by their lines.
  private func phantoms(in sample: Sample, _ after: WorldState) -> [Int: Finding] {
    var found: [Int: Finding] = [:]
    for row in SampleTable(sample.lines)?.rows ?? [] {
      guard let name = row.cells["REPOSITORY"], let tag = row.cells["TAG"],
        let reference = try? ImageReference(parsing: "\(name):\(tag)"), after.names[reference] == nil
      else { continue }
      if case .undefined = ledger.lack(of: .image(reference)) {
        found[row.line] = .phantom(reference, row)
      }
    }
    return found
  }
}
