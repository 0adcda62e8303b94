import Worlds

/// Makes a page's samples read as what its commands print, wherever a replay calls the difference drift.
struct PageBlessing {
  let check: TutorialCheck
  let path: String

  /// The outcome of a blessing that was not refused.
  struct Outcome {
    /// The page's bytes as they are, as lines.
    let before: SourceText
    /// The page's bytes as they would be.
    let after: SourceText
    /// The changes between both, by lines of what is there before.
    let edits: [SourceText.Edit]
    /// What still differs and can't be written down, as an unquoted `*`.
    let rest: [Finding]
  }

  /// A step that keeps a page from being blessed.
  struct Refused: Error, Hashable {
    let step: StepReport
    let finding: Finding
  }

  /// What was printed can't stand on the page: it would be read as something else than a sample.
  struct Unwritable: Error, Hashable {
    let line: Int
  }

  /// The most replays: what a first one changes can let a second one see more.
  private static let rounds = 4

  /// Replays a page and composes its new text. Nothing is written.
  ///
  /// - Parameter bytes: the page.
  /// - Returns: what would be written.
  /// - Throws: ``Refused`` for a step that is defect, unmet or failed; `PageError`; what keeps the world from being opened.
  func outcome(_ bytes: [UInt8]) async throws -> Outcome {
    let before = SourceText(bytes)
    var text = before
    var edits: [SourceText.Edit] = []
    var rest: [Finding] = []
    for round in 0..<Self.rounds {
      let page = try Page(parsing: text.bytes, path: path)
      let replay = try await check.replay(page)
      if let refused = Self.refusal(replay.report) { throw refused }
      rest = replay.report.steps.flatMap(\.findings).filter { $0.verdict == .drift }
      let found = Self.edits(page, replay, text)
      if found.isEmpty { break }
      text = text.applying(found)
      guard let next = try? Page(parsing: text.bytes, path: path), Self.steps(next) == Self.steps(page) else {
        throw Unwritable(line: found[0].line)
      }
      edits = round == 0 ? found : Self.difference(before, text)
    }
    return Outcome(before: before, after: text, edits: edits, rest: edits.isEmpty ? rest : [])
  }

  /// What a page's steps are, without their samples.
  private static func steps(_ page: Page) -> [[String]] {
    page.steps.map { [$0.identity] + $0.commands.map(\.source) }
  }

  private static func refusal(_ report: PageReport) -> Refused? {
    for step in report.steps {
      let grave = step.findings.first { [.defect, .unmet, .fail].contains($0.verdict) }
      if let grave { return Refused(step: step, finding: grave) }
    }
    return nil
  }

  /// The changes of one round in terms of the file: what stands in front of the fence's content on a line stays.
  private static func edits(_ page: Page, _ replay: Replay, _ text: SourceText) -> [SourceText.Edit] {
    var edits: [SourceText.Edit] = []
    for (step, report) in zip(page.steps, replay.report.steps) where report.verdict == .drift {
      for command in step.commands {
        guard let printed = replay.transcripts[command.line] else { continue }
        let revision = SampleRevision(
          of: command, printed: printed, switches: step.switches, bindings: replay.bindings)
        edits += revision.edits.compactMap { edit in
          let line = min(max(edit.line, 1), text.lines.count)
          let content = command.sample.lines.first { $0.number >= line } ?? command.sample.lines.last
          guard let content, let prefix = prefix(of: content, text) else { return nil }
          switch edit {
          case .replace(_, let new): return .replace(line: line, with: prefix + new)
          case .delete: return .delete(line: line)
          case .insert(_, let new): return .insert(after: line, text: prefix + new)
          }
        }
      }
    }
    return edits
  }

  /// What stands in front of a line of a fence: indentation, or the marks of quotes around it.
  private static func prefix(of line: Sample.Line, _ text: SourceText) -> String? {
    let raw = text.text(line.number)
    return raw.hasSuffix(line.text) ? String(raw.dropLast(line.text.count)) : nil
  }

  /// The changes between two texts, line by line.
  static func difference(_ before: SourceText, _ after: SourceText) -> [SourceText.Edit] {
    let (old, new) = (before.lines.map(\.text), after.lines.map(\.text))
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var edits: [SourceText.Edit] = []
    var (own, other) = (0, 0)
    while own < old.count || other < new.count {
      let (goes, comes) = (own < old.count && removed.contains(own), other < new.count && inserted.contains(other))
      let text = other < new.count ? String(decoding: new[other], as: UTF8.self) : ""
      switch (goes, comes) {
      case (true, true): edits.append(.replace(line: own + 1, with: text))
      case (true, false): edits.append(.delete(line: own + 1))
      case (false, true): edits.append(.insert(after: own, text: text))
      case (false, false): break
      }
      if goes || !comes { own += 1 }
      if comes || !goes { other += 1 }
    }
    return edits
  }
}
