/// Help for one place of a command line: what comes next there, in a few lines that fit a terminal's width.
public struct PlaceHelp {
  /// What stands at the place.
  public enum Slot: Sendable {
    /// An argument behind so many others.
    case argument(index: Int, ArgumentKind?)
    /// An option's name, of which so much is typed.
    case option(String)
    /// An option's value.
    case value(DeclaredCommand.Option)
    /// Nothing more but options.
    case end
  }

  private static let labels = 10

  private let table: CommandTable
  private let layout: HelpLayout

  /// Writes help for a table's commands in so many columns.
  public init(_ table: CommandTable, columns: Int) {
    self.table = table
    layout = HelpLayout(columns: columns)
  }

  /// The first word of a line: what there is, by what it is about. `others` are words of the session's own.
  public func firstWord(others: [String]) -> [String] {
    let verbs = table.entries.filter { $0.path.count == 1 && !$0.isAlias }
    var rows = CommandTopic.allCases.map { topic in
      (
        topic.rawValue,
        verbs.filter { $0.topic == topic }.map(\.name) + (topic == .session ? others : [])
      )
    }
    rows.append(("Groups", table.groups.subtracting(verbs.map(\.name)).sorted()))
    let text = rows.filter { !$0.1.isEmpty }.map { heading, words in
      "\(heading)\n" + layout.wrapped("  " + words.joined(separator: ", "), indent: 2)
    }.joined()
    return lines(
      layout.wrapped("A command comes first: Tab lists them with what they do.", indent: 2) + text
        + layout.wrapped("'help COMMAND' explains one, 'apropos WORD' finds one.", indent: 2))
  }

  /// The word behind a group's name.
  public func verb(of group: String) -> [String] {
    lines(
      labelled("Usage:", "\(group) COMMAND") + layout.list(table.verbs(of: group).map { ($0.path[1], $0.abstract) }))
  }

  /// A word of a command.
  ///
  /// - Parameters:
  ///   - slot: what stands there.
  ///   - entry: the command.
  ///   - used: the options before it, by their long names: of those only what may come again is shown.
  /// - Returns: the lines.
  public func word(_ slot: Slot, of entry: CommandEntry, used: Set<String>) -> [String] {
    let declared = table.declaration(of: entry.command)
    var text = labelled("Usage:", usage(entry)) + caret(slot, entry)
    text += here(slot, entry, declared).map { labelled("Here:", $0) } ?? labelled("Does:", entry.abstract)
    var open = declared.options.filter { $0.repeats || !used.contains($0.long) }.sorted { $0.long < $1.long }
    if case .option(let typed) = slot {
      let fitting = open.filter { "--\($0.long)".hasPrefix(typed) }
      if !fitting.isEmpty { open = fitting }
    }
    if case .value = slot {} else if !open.isEmpty { text += "Options:\n" + options(open) }
    if let example = example(slot, entry) {
      text += labelled("Example:", example.line) + layout.wrapped(indented(example.gloss), indent: Self.labels)
    }
    return lines(text)
  }

  /// Of many options those with a letter, which people use most, and how to see the others.
  private func options(_ open: [DeclaredCommand.Option]) -> String {
    let most = 8
    guard open.count > most else { return layout.list(open.map { (HelpText.spelling($0), $0.gloss) }) }
    let shown = (open.filter { $0.short != nil } + open.filter { $0.short == nil }).prefix(most)
    return layout.list(shown.sorted { $0.long < $1.long }.map { (HelpText.spelling($0), $0.gloss) })
      + layout.wrapped("  and \(open.count - shown.count) more: type - and Tab", indent: 2)
  }

  private func usage(_ entry: CommandEntry) -> String {
    entry.name + (entry.command.synopsis.isEmpty ? "" : " \(entry.command.synopsis)")
  }

  /// A line of `^` below the part of the usage that the word is; nothing where it does not stand in one line.
  private func caret(_ slot: Slot, _ entry: CommandEntry) -> String {
    guard case .argument(let index, _) = slot, Self.labels + usage(entry).count <= layout.columns,
      let part = Synopsis(entry.command.synopsis).part(at: index)
    else { return "" }
    let column = Self.labels + entry.name.count + 1 + part.offset
    return String(repeating: " ", count: column) + String(repeating: "^", count: part.text.count) + "\n"
  }

  private func here(_ slot: Slot, _ entry: CommandEntry, _ declared: DeclaredCommand) -> String? {
    switch slot {
    case .argument(let index, let kind):
      let argument = index < declared.arguments.count ? declared.arguments[index] : declared.arguments.last
      let parts = [argument?.gloss, kind?.words].compactMap(\.self).filter { !$0.isEmpty }
      return parts.isEmpty ? nil : parts.joined(separator: ": ")
    case .option: return "an option"
    case .value(let option):
      let value = "\(HelpText.spelling(option).drop { $0 == " " })"
      return ([value, option.gloss] + [entry.kind(of: option).words].compactMap(\.self)).joined(separator: ": ")
    case .end: return declared.options.isEmpty ? "nothing more" : "nothing more, or an option"
    }
  }

  /// The example that shows the option, else the first.
  private func example(_ slot: Slot, _ entry: CommandEntry) -> Example? {
    let examples = entry.command.examples
    guard case .value(let option) = slot else { return examples.first }
    return examples.first { example in
      example.line.contains("--\(option.long)") || option.short.map { example.line.contains(" -\($0) ") } ?? false
    } ?? examples.first
  }

  private func labelled(_ label: String, _ text: String) -> String {
    layout.wrapped(label + String(repeating: " ", count: Self.labels - label.count) + text, indent: Self.labels)
  }

  private func indented(_ text: String) -> String { String(repeating: " ", count: Self.labels) + text }

  /// The lines, none of them wider than the layout: a word that is, is cut.
  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { String($0.prefix(layout.columns)) }
  }
}
