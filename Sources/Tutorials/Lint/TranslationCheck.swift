/// Compares the fences of a page with those of its translation, which must be the same.
struct TranslationCheck {
  /// A fence with its place.
  struct Fence: Hashable {
    let line: Int
    let info: String
    let lines: [Sample.Line]

    /// Whether both show the same, wherever they stand.
    func equals(_ other: Fence) -> Bool {
      info == other.info && lines.map(\.text) == other.lines.map(\.text)
    }
  }

  private let page: Page
  private let name: String
  private let other: [String]
  private let path: String

  /// Prepares a comparison with the file of another language.
  init(_ page: Page, with path: String, body: [String]) {
    self.page = page
    self.path = path
    name = path.split(separator: "/").last.map(String.init) ?? path
    other = body
  }

  /// Where both part, by lines of the page; the other's lines stand in the reasons.
  func findings() -> [Finding] {
    let first = Self.fences(Page.body(of: page.source, FrontMatterReader(page.source)))
    let second = Self.fences(other)
    var findings: [Finding] = []
    for pair in Self.pairs(first, second) {
      switch pair {
      case (let own?, let other?): findings += Self.difference(own, other, name).map { [$0] } ?? []
      case (let own?, nil):
        findings.append(finding(own.line, own.lines.first?.text ?? "", "", "\(name) has no such fence"))
      case (nil, let other?):
        let place = first.last { $0.line < other.line }?.line ?? first.first?.line ?? 1
        findings.append(
          finding(
            place, "", other.lines.first?.text ?? "", "the fence on line \(other.line) of \(name) stands nowhere here"))
      default: break
      }
    }
    if findings.isEmpty { findings += switchesAndChecks() }
    return findings
  }

  private func finding(_ line: Int, _ expected: String, _ seen: String, _ reason: String) -> Finding {
    Finding(line: line, kind: .translation, verdict: .defect, expected: expected, seen: seen, reason: reason)
  }

  /// The fences of a document; indented code is fenced nowhere and left alone unless it is a step.
  static func fences(_ lines: [String]) -> [Fence] {
    MarkdownBlocks(lines).blocks.compactMap { block in
      guard case .code(let code) = block.kind, code.isFenced else { return nil }
      return Fence(line: block.lines.lowerBound, info: code.info, lines: code.lines)
    }
  }

  /// The first line at which two fences part.
  private static func difference(_ own: Fence, _ other: Fence, _ name: String) -> Finding? {
    func finding(_ line: Int, _ expected: String, _ seen: String, _ reason: String) -> Finding {
      Finding(line: line, kind: .translation, verdict: .defect, expected: expected, seen: seen, reason: reason)
    }
    if own.info != other.info {
      return finding(own.line, own.info, other.info, "the fence has another language on line \(other.line) of \(name)")
    }
    for (line, there) in zip(own.lines, other.lines) where line.text != there.text {
      return finding(line.number, line.text, there.text, "the fence parts from line \(there.number) of \(name)")
    }
    if own.lines.count > other.lines.count {
      let line = own.lines[other.lines.count]
      return finding(line.number, line.text, "", "the fence that begins on line \(other.line) of \(name) is shorter")
    }
    if own.lines.count < other.lines.count {
      let there = other.lines[own.lines.count]
      let last = own.lines.last?.number ?? own.line
      return finding(last, "", there.text, "the fence goes on with line \(there.number) of \(name)")
    }
    return nil
  }

  /// Each fence with its counterpart: by place where there are as many, else along the longest common sequence.
  private static func pairs(_ first: [Fence], _ second: [Fence]) -> [(Fence?, Fence?)] {
    if first.count == second.count { return zip(first, second).map { ($0, $1) } }
    let changes = second.difference(from: first) { $0.equals($1) }
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in changes {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var pairs: [(Fence?, Fence?)] = []
    var (own, other) = (0, 0)
    while own < first.count || other < second.count {
      let isRemoved = own < first.count && removed.contains(own)
      let isInserted = other < second.count && inserted.contains(other)
      let left = own < first.count && (isRemoved || !isInserted) ? first[own] : nil
      let right = other < second.count && (isInserted || !isRemoved) ? second[other] : nil
      if left == nil, right == nil { break }
      pairs.append((left, right))
      if left != nil { own += 1 }
      if right != nil { other += 1 }
    }
    return pairs
  }

  /// Equal fences still make other steps where switches or checks differ.
  private func switchesAndChecks() -> [Finding] {
    guard let other = try? Page(contentsOf: path), other.steps.count == page.steps.count else { return [] }
    var findings: [Finding] = []
    for (step, there) in zip(page.steps, other.steps) {
      if step.switches != there.switches {
        findings.append(
          finding(step.line, "", "", "the fence has other switches than the one on line \(there.line) of \(name)"))
      }
      let own = step.checks.map(\.check.text)
      let others = there.checks.map(\.check.text)
      if own != others {
        findings.append(
          finding(
            step.checks.first?.line ?? step.line, own.joined(separator: ", "), others.joined(separator: ", "),
            "the step has other checks than the one on line \(there.line) of \(name)"))
      }
    }
    return findings
  }
}
