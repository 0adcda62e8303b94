/// Puts a page's blocks together to steps.
struct StepBuilder {
  private(set) var steps: [Step] = []
  private(set) var problems: [PageProblem] = []
  private(set) var title: String?
  private(set) var epilogue = ""

  private let source: [String]
  /// Lines that are no prose.
  private var consumed: Set<Int> = []
  private var heading: (line: Int, text: String)?
  private var pending: (switches: SwitchReader, line: Int)?
  private var details: (start: Int, depth: Int)?
  private var draft: Draft?
  private var proseStart = 1
  private var seen: [String: Int] = [:]
  private var names: Set<String> = []
  /// Blocks since the fence of the draft: how many paragraphs, and whether anything else.
  private var between = (paragraphs: 0, other: false)

  private struct Draft {
    var lines: ClosedRange<Int>
    let heading: String?
    let prose: String
    var commands: [PageCommand]
    let switches: Switches
    var checks: [Step.PlacedCheck] = []
    var hints: [String] = []
    var tips: [String] = []
  }

  init(_ source: [String]) { self.source = source }

  mutating func read(_ blocks: [MarkdownBlock]) {
    for block in blocks { read(block) }
    if let details { problem(details.start, .unclosedDetails) }
    dropPending()
    finish()
    epilogue = prose(upTo: source.count + 1)
  }

  private mutating func read(_ block: MarkdownBlock) {
    if case .html(let html) = block.kind { return readHTML(html, block.lines) }
    if details != nil {
      if case .code(let code) = block.kind, !code.isClosed { problem(block.lines.lowerBound, .unclosedFence) }
      return
    }
    switch block.kind {
    case .code(let code): return readCode(code, block.lines)
    case .taskSpan(let span): return readCheck(span, line: block.lines.lowerBound)
    case .taskItem: break
    case .inlineHTML(let html):
      var reader = SwitchReader()
      reader.read(html: html, line: block.lines.lowerBound)
      if reader.found { problem(block.lines.lowerBound, .misplacedSwitches) }
      return
    case .heading(let level, let text):
      heading = (block.lines.lowerBound, text)
      if level == 1, title == nil { title = text }
      between.other = true
    case .tip:
      between.other = true
      if draft != nil {
        consumed.formUnion(block.lines)
        let tip = unquoted(block.lines)
        draft?.tips.append(tip)
      }
    case .paragraph: between.paragraphs += 1
    case .other: between.other = true
    case .html: break
    }
    dropPending()
  }

  /// Switches that no fence followed.
  private mutating func dropPending() {
    guard let pending else { return }
    self.pending = nil
    problems += pending.switches.problems
    problem(pending.line, .misplacedSwitches)
  }

  // MARK: Fences

  private mutating func readCode(_ code: MarkdownBlock.Code, _ lines: ClosedRange<Int>) {
    if !code.isClosed { problem(lines.lowerBound, .unclosedFence) }
    let language = FenceLanguage(info: code.info)
    let commands = FenceReader(code.lines, language: language).commands
    if commands.isEmpty {
      dropPending()
      if !adopt(code, language, lines) { between.other = true }
      return
    }
    let switches = pending?.switches.switches ?? .none
    problems += pending?.switches.problems ?? []
    pending = nil
    finish()
    if let heading { consumed.insert(heading.line) }
    let text = prose(upTo: lines.lowerBound)
    draft = Draft(lines: lines, heading: heading?.text, prose: text, commands: commands, switches: switches)
    proseStart = lines.upperBound + 1
    between = (0, false)
  }

  /// Takes a fence as the sample of a step that shows none.
  private mutating func adopt(_ code: MarkdownBlock.Code, _ language: FenceLanguage, _ lines: ClosedRange<Int>) -> Bool
  {
    guard var commands = draft?.commands, let last = commands.popLast(), last.sample.isEmpty,
      commands.allSatisfy({ $0.sample.isEmpty }), last.sample.exitStatus == nil, between.paragraphs <= 1,
      !between.other, language.mayShowOutput(of: last)
    else { return false }
    draft?.commands = commands + [last.showing(Sample(code.lines))]
    consumed.formUnion(lines)
    between.other = true
    return true
  }

  private mutating func finish() {
    guard let draft else { return }
    self.draft = nil
    if let name = draft.switches.id, !names.insert(name).inserted {
      problem(draft.lines.lowerBound, .repeatedIdentity(name))
    }
    steps.append(
      Step(
        ordinal: steps.count + 1, identity: identity(draft), lines: draft.lines, heading: draft.heading,
        prose: draft.prose, commands: draft.commands, checks: draft.checks, switches: draft.switches,
        hints: draft.hints,
        tip: draft.tips.isEmpty ? nil : draft.tips.joined(separator: "\n\n")))
  }

  private mutating func identity(_ draft: Draft) -> String {
    if let id = draft.switches.id { return id }
    var hash = FNV1a()
    for command in draft.commands { hash.combine(command.source) }
    hash.combine("checks")
    for check in draft.checks { hash.combine(check.check.text) }
    seen[hash.hex, default: 0] += 1
    return "\(hash.hex)-\(seen[hash.hex] ?? 1)"
  }

  // MARK: What stands around fences

  private mutating func readCheck(_ span: String, line: Int) {
    do {
      guard let check = try Check.parse(span) else { return }
      guard draft != nil else { return problem(line, .misplacedCheck(span)) }
      consumed.formUnion(line...itemEnd(line))
      draft?.checks.append(Step.PlacedCheck(line: line, check: check))
    } catch {
      problem(line, error.rule)
    }
  }

  /// The last line of the paragraph that begins here.
  private func itemEnd(_ line: Int) -> Int {
    var end = line
    while end < source.count, !source[end].isBlank, source[end].first == " " || source[end].first == "\t",
      !"-*+".contains(source[end].trimmed.first ?? " ")
    {
      end += 1
    }
    return end
  }

  private mutating func readHTML(_ html: String, _ lines: ClosedRange<Int>) {
    if html.contains("<!--") {
      var reader = pending?.switches ?? SwitchReader()
      let line = pending?.line ?? lines.lowerBound
      reader.read(html: html, line: lines.lowerBound)
      if reader.found, details == nil { pending = (reader, line) }
      if html.hasPrefix("<!--"), html.trimmed.hasSuffix("-->") || html.hasSuffix("-->\n") { consumed.formUnion(lines) }
      if reader.found { return }
    } else if details == nil {
      dropPending()
    }
    let lower = html.lowercased()[...]
    let depth = (details?.depth ?? 0) + lower.count(of: "<details") - lower.count(of: "</details")
    let start = details?.start ?? lines.lowerBound
    if depth > 0 {
      details = (start, depth)
    } else if details != nil || lower.firstRange(of: "<details") != nil {
      details = nil
      if draft != nil {
        consumed.formUnion(start...lines.upperBound)
        draft?.hints.append(
          Self.hint(source[(start - 1)..<min(lines.upperBound, source.count)].joined(separator: "\n")))
      }
    }
    between.other = true
  }

  /// A hint's text, without the tags around it and the summary.
  private static func hint(_ html: String) -> String {
    var text = html[...]
    if let start = text.firstRange(of: "<summary"), let end = text.firstRange(of: "</summary>"),
      start.lowerBound < end.lowerBound
    {
      text = (text[..<start.lowerBound] + text[end.upperBound...])[...]
    }
    for tag in ["<details", "</details"] {
      var kept = ""
      while let start = text.firstRange(of: tag) {
        kept += text[..<start.lowerBound]
        let end = text[start.upperBound...].firstIndex(of: ">").map { text.index(after: $0) } ?? text.endIndex
        text = text[end...]
      }
      text = (kept + text)[...]
    }
    return text.trimmingWhitespace
  }

  /// A block quote's text below its first line.
  private func unquoted(_ lines: ClosedRange<Int>) -> String {
    source[lines.lowerBound..<min(lines.upperBound, source.count)].map { line in
      let text = line.drop { $0 == " " }
      guard text.first == ">" else { return line }
      let rest = text.dropFirst()
      return String(rest.first == " " ? rest.dropFirst() : rest)
    }.joined(separator: "\n").trimmed
  }

  /// The text from the end of the step before, blank lines folded.
  private func prose(upTo end: Int) -> String {
    var lines: [String] = []
    for number in proseStart..<max(proseStart, end) where number <= source.count && !consumed.contains(number) {
      if source[number - 1].isBlank, lines.last?.isEmpty ?? true { continue }
      lines.append(source[number - 1].isBlank ? "" : source[number - 1])
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  private mutating func problem(_ line: Int, _ rule: PageProblem.Rule) {
    problems.append(PageProblem(line: line, rule: rule))
  }
}

extension Substring {
  /// How often an ASCII text occurs.
  func count(of text: String) -> Int {
    var count = 0
    var rest = self
    while let range = rest.firstRange(of: text) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}
