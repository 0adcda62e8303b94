import CommandLanguage

/// Reads the commands and samples of one fence.
///
/// With prompts, a command is a line with one of the prompts that the fence uses, and its sample runs up to the next.
/// Without, a first paragraph of command lines is followed by the sample, and a later paragraph that begins with a
/// CLI's name is the next command. `>` and `#` count as prompts only where nothing else in the fence is a command,
/// because they are a secondary prompt and a comment sign as well.
struct FenceReader {
  /// The commands, in order; empty for a fence that is no step.
  private(set) var commands: [PageCommand] = []

  private let lines: [Sample.Line]
  private let language: FenceLanguage
  private var index = 0
  private var current: Draft?

  private struct Draft {
    let line: Int
    var lastLine: Int
    var source: String
    let prompt: Prompt?
    var sample: [Sample.Line] = []
  }

  private static let strong: Set<Prompt> = [.dollar, .percent, .powerShell, .windows, .drydock]

  init(_ lines: [Sample.Line], language: FenceLanguage) {
    // A hard blank looks like a blank, and is told where the command is judged.
    self.lines = lines.map { line in
      guard line.text.contains("\u{a0}") else { return line }
      return Sample.Line(number: line.number, text: line.text.replacing("\u{a0}", with: " "))
    }
    self.language = language
    guard language.mayHoldCommands else { return }
    read()
    if !commands.contains(where: \.namesCLI) { commands = [] }
  }

  private mutating func read() {
    let prompts = Set(lines.compactMap { Self.prompt(of: $0.text, Self.strong) })
    if !prompts.isEmpty { return readPrompted(prompts) }
    if readUnprompted() { return }
    for prompt in [Prompt.angle, .hash] where lines.contains(where: { Self.prompt(of: $0.text, [prompt]) != nil }) {
      (index, current, commands) = (0, nil, [])
      return readPrompted([prompt])
    }
  }

  /// The prompt of a line on which one of our commands stands.
  private static func prompt(of line: String, _ prompts: Set<Prompt>) -> Prompt? {
    guard let (prompt, rest) = Prompt.split(line, prompts) else { return nil }
    // Alone, `#` is more often a comment and `>` a quote: there a verb must follow.
    let isSign = prompts.isSubset(of: [.hash, .angle])
    return CommandText.isOurs(rest, isPrompted: !isSign) || isBareVerb(rest, prompt) ? prompt : nil
  }

  private static func isBareVerb(_ text: String, _ prompt: Prompt?) -> Bool {
    guard prompt == .drydock, let first = text.first else { return false }
    return first.isASCII && first.isLetter
  }

  // MARK: With prompts

  private mutating func readPrompted(_ prompts: Set<Prompt>) {
    while index < lines.count {
      let line = lines[index]
      index += 1
      guard let (prompt, typed) = Prompt.split(line.text, prompts) else {
        current?.sample.append(line)
        continue
      }
      finish(beforeCommand: true)
      // Drydock's own prompt takes what is pasted from elsewhere, with the prompt that it has there.
      let rest = prompt == .drydock ? Prompt.split(typed, Self.strong)?.rest ?? typed : typed
      let isSynopsis = !CommandText.isOurs(rest, isPrompted: true) && CommandText.namesCLI(rest)
      if rest.isEmpty || CommandText.isComment(rest) || isSynopsis { continue }
      if prompt == .hash, !CommandText.isOurs(rest, isPrompted: false) { continue }
      begin(line, rest, prompt)
    }
    finish(beforeCommand: false)
  }

  // MARK: Without prompts

  /// Returns whether a command of ours was found.
  private mutating func readUnprompted() -> Bool {
    while index < lines.count {
      if lines[index].text.isBlank {
        current?.sample.append(lines[index])
        index += 1
      } else if beginsCommands(paragraph()) {
        readCommandParagraph()
      } else if current == nil, language == .session, !paragraph().allSatisfy({ CommandText.isComment($0.text) }) {
        return false
      } else {
        for line in paragraph() {
          current?.sample.append(line)
          index += 1
        }
      }
    }
    finish(beforeCommand: false)
    return commands.contains(where: \.namesCLI)
  }

  private func paragraph() -> ArraySlice<Sample.Line> {
    lines[index...].prefix { !$0.text.isBlank }
  }

  private func beginsCommands(_ paragraph: ArraySlice<Sample.Line>) -> Bool {
    guard let first = paragraph.first(where: { !CommandText.isComment($0.text) }) else { return false }
    if CommandText.isOurs(first.text, isPrompted: false) { return true }
    return (current == nil || language == .script) && CommandText.isProgram(first.text)
  }

  private mutating func readCommandParagraph() {
    let end = index + paragraph().count
    while index < end {
      let line = lines[index]
      if CommandText.isOurs(line.text, isPrompted: false) || CommandText.isProgram(line.text) {
        finish(beforeCommand: true)
        index += 1
        begin(line, line.text.trimmed, nil)
      } else if CommandText.isComment(line.text) {
        current?.sample.append(line)
        index += 1
      } else {
        break
      }
    }
    while index < end {
      current?.sample.append(lines[index])
      index += 1
    }
  }

  // MARK: One command

  /// Begins a command and takes its further lines.
  private mutating func begin(_ line: Sample.Line, _ text: String, _ prompt: Prompt?) {
    var draft = Draft(line: line.number, lastLine: line.number, source: text, prompt: prompt)
    while index < lines.count, lines[index].number - draft.line < Self.longest.lines,
      draft.source.utf8.count < Self.longest.bytes,
      let joined = continued(draft.source, prompt: prompt, by: lines[index].text)
    {
      draft.source = joined
      draft.lastLine = lines[index].number
      index += 1
    }
    current = draft
  }

  /// A command that goes on for longer is cut there, and can't be read: each further line costs a look at all before.
  private static let longest = (lines: 200, bytes: 16 << 10)

  /// The command with its next line, if the next line belongs to it.
  private func continued(_ source: String, prompt: Prompt?, by next: String) -> String? {
    let secondary = Self.secondary(next)
    let isPrompt = secondary == nil && prompt.map { Prompt.split(next, [$0]) != nil } ?? false
    if isPrompt { return nil }
    let rest = secondary ?? next
    for sign in [" `", " ^"] where source.hasSuffix(sign) { return String(source.dropLast(2)) + " " + rest.trimmed }
    do {
      _ = try CommandLine(source, rules: .page)
      return nil
    } catch {
      guard case .incomplete(let reason) = error else { return nil }
      switch reason {
      case .continuation: return String(source.dropLast()).trimmed + " " + rest.trimmed
      case .pipe: return source + " " + rest.trimmed
      case .singleQuote, .doubleQuote:
        // Without a secondary prompt, only a line that could close the quote belongs to it.
        let quote: Character = reason == .singleQuote ? "'" : "\""
        guard secondary != nil || (!next.isBlank && rest.contains(quote)) else { return nil }
        return source + "\n" + rest
      }
    }
  }

  /// The text behind a secondary prompt: `> ` or PowerShell's `>> `.
  private static func secondary(_ line: String) -> String? {
    let text = line.trimmed
    for sign in [">> ", "> "] where text.hasPrefix(sign) { return String(text.dropFirst(sign.count)) }
    return text == ">" || text == ">>" ? "" : nil
  }

  private mutating func finish(beforeCommand: Bool) {
    guard var draft = current else { return }
    current = nil
    if beforeCommand {
      // Comments right above the next command belong to it.
      while let last = draft.sample.last, last.text.isBlank || CommandText.isComment(last.text) {
        draft.sample.removeLast()
      }
    }
    let (kind, commandLine) = PageCommand.kind(of: draft.source, prompt: draft.prompt)
    let namesCLI =
      CommandText.isOurs(draft.source, isPrompted: draft.prompt != nil) || Self.isBareVerb(draft.source, draft.prompt)
    commands.append(
      PageCommand(
        line: draft.line, lastLine: draft.lastLine, source: draft.source, prompt: draft.prompt, kind: kind,
        commandLine: commandLine, sample: Sample(draft.sample), namesCLI: namesCLI))
  }
}
