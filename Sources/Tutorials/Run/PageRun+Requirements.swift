import ContainerStore
import ContentStore
import FoundationEssentials
import ImageCommands
import ImageOperations
import ImageSpec
import RegistryClient
import Worlds

extension PageRun {
  /// Runs an attempt in the world as it must be: as it is, or on a branch where the page contradicts itself and the
  /// contradiction can be repaired; not at all where an earlier step did not provide what this one needs.
  mutating func meetRequirements(of attempt: Attempt) async throws -> Judgement {
    for fact in attempt.story.requires {
      let key = FactKey(fact)
      let isInvented = checked.invented.contains(key)
      let isThere = await isThere(fact)
      if !isThere, ledger.withholder(of: key) == nil, await comesByItself(fact, for: attempt) { continue }
      switch ledger.demand(
        key, isThere: isThere, isInvented: isInvented, expectsFailure: attempt.command.expectsFailure)
      {
      case .met: continue
      case .supplied:
        var judgement = try await tryOut(attempt)
        judgement.findings.append(
          .undefined(key, line: attempt.command.line, besides: "; the \(checked.label) supplies it"))
        return judgement
      case .withheld(let line): return skipped(attempt.command, "the \(key) that line \(line) should have provided")
      case .maker(let verb, let line):
        return skipped(attempt.command, "the \(key), which '\(verb)' on line \(line) may have made")
      case .removed(let removal): return try await repair(attempt, key, removal)
      case .undefined: return try await repair(attempt, undefined: key)
      }
    }
    return try await tryOut(attempt)
  }

  /// Whether a command fetches an image that is not here: `create` does.
  private func comesByItself(_ fact: Story.Fact, for attempt: Attempt) async -> Bool {
    guard attempt.parsed is CreateCommand, case .image(let name) = fact, let reference = name.reference else {
      return false
    }
    return (try? await world.repository(for: reference).resolve(reference)) != nil
  }

  func skipped(_ command: PageCommand, _ need: String) -> Judgement {
    Judgement(
      findings: [Finding(line: command.line, kind: .dependency, verdict: .skipped, reason: "it needs \(need)")])
  }

  /// Whether the world holds what a fact says.
  func isThere(_ fact: Story.Fact) async -> Bool {
    switch fact {
    case .image(let name): (try? await LocalImages(in: world).find(name)) != nil
    case .container(let name): (try? await world.containers.container(name)) != nil
    case .credential(let host): (try? await world.credentials.credential(for: host)) != nil
    case .remote(let reference):
      // Asked only where it matters: the command itself will ask.
      if ledger.withholder(of: FactKey(fact)) == nil {
        true
      } else {
        (try? await judgedRepository(of: reference).resolve(reference)) != nil
      }
    case .file(let path): world.folder.holds(path)
    }
  }

  // MARK: Repairs

  /// What was removed before is used on a branch that begins before the removal.
  private mutating func repair(
    _ attempt: Attempt, _ key: FactKey, _ removal: Ledger.Removal
  ) async throws -> Judgement {
    let line = attempt.command.line
    guard let snapshot = removal.snapshot else {
      return Judgement(findings: [.removed(key, on: removal.line, line: line)])
    }
    return try await onBranch(
      .removed(key, on: removal.line, line: line, besides: "; judged in the world as it was before"), from: snapshot
    ) { run in try await run.tryOut(attempt) }
  }

  /// What nobody made: a push is judged with the newest image under its name; a file is the world's to give; for
  /// everything else there is nothing to judge.
  private mutating func repair(_ attempt: Attempt, undefined key: FactKey) async throws -> Judgement {
    let command = attempt.command
    if key.kind == .file {
      return Judgement(findings: [.missingFile(key, command)])
    }
    let plain = Finding.undefined(key, line: command.line)
    guard attempt.parsed is PushCommand, case .image(let name)? = attempt.story.requires.first,
      let target = name.reference, let newest = try? await LocalImages(in: world).all.first
    else { return Judgement(findings: [plain]) }
    let shown = newest.references.first?.familiar ?? newest.id.short
    let finding = Finding.undefined(key, line: command.line, besides: "; judged with \(shown) under that name")
    return try await onBranch(finding, from: nil) { run in
      try await TagImage(try ImageName(parsing: newest.id.description), as: target).run(in: run.world)
      return try await run.tryOut(attempt)
    }
  }

  /// Does something on a branch of the world and takes everything back; where a world knows no branches, nothing is
  /// done. The defect that made the branch necessary stands among the findings.
  private mutating func onBranch(
    _ defect: Finding, from snapshot: WorldSnapshot?, _ body: (inout PageRun) async throws -> Judgement
  ) async throws -> Judgement {
    var judgement = Judgement(findings: [defect])
    guard let here = try? await world.snapshot() else { return judgement }
    let ledger = ledger
    do {
      if let snapshot { try await world.restore(snapshot) }
      let judged = try await body(&self)
      judgement.status = judged.status
      judgement.assertions = judged.assertions
      judgement.findings += judged.findings
    } catch let error as CancellationError { throw error } catch {
      // The branch could not be made: the defect is all that can be said.
    }
    self.ledger = ledger
    do { try await world.restore(here) } catch {
      judgement.findings.append(
        Finding(
          line: defect.line, kind: .store, verdict: .fail, seen: ErrorWording.headline(of: error),
          reason: "the branch could not be left"))
    }
    return judgement
  }
}

extension WorkingFolder {
  /// Whether there is a file or a folder.
  fileprivate func holds(_ path: String) -> Bool {
    (try? resolve(path)).map { FileManager.default.fileExists(atPath: $0) } ?? false
  }
}
