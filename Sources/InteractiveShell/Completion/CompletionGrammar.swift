import ImageCommands
import Presentation

/// What may stand at a place of a command line, by the commands' own declarations.
struct CompletionGrammar: Sendable {
  /// What the word under the cursor may be.
  enum Expectation {
    case nothing
    /// One of these.
    case words([Proposal])
    /// A value of a kind, of which `prefix` is typed; `lead` stands before it in the same word.
    case value(ArgumentKind, prefix: String, lead: String)
  }

  let table: CommandTable

  /// What may follow the words.
  func expectation(behind words: [String], prefix: String) -> Expectation {
    guard let first = words.first else { return .words(firstWords) }
    if words.count == 1, !table.entries.contains(where: { $0.path == [first] }) {
      return .words(table.verbs(of: first).map { Proposal($0.path[1], gloss: $0.abstract) })
    }
    guard let (entry, rest) = try? table.find(words) else { return .nothing }
    return expectation(in: entry, behind: rest, prefix: prefix)
  }

  /// The verbs by what they are about, then the groups of verbs.
  private var firstWords: [Proposal] {
    let verbs = table.entries.filter { $0.path.count == 1 && !$0.isAlias }
    var words = CommandTopic.allCases.flatMap { topic in
      verbs.filter { $0.topic == topic }.map { Proposal($0.name, gloss: $0.abstract, group: topic.rawValue) }
    }
    words += Leaving.verbs.map { Proposal($0.name, gloss: $0.gloss, group: CommandTopic.session.rawValue) }
    let groups = table.groups.subtracting(verbs.map(\.name)).sorted()
    return words
      + groups.map { group in
        let verbs = table.verbs(of: group).map { $0.path[1] }.joined(separator: ", ")
        return Proposal(group, gloss: verbs, group: "Groups of commands")
      }
  }

  private func expectation(in entry: CommandEntry, behind words: ArraySlice<String>, prefix: String) -> Expectation {
    let declared = table.declaration(of: entry.command)
    var arguments = 0
    var used: Set<String> = []
    var takesOptions = true
    var rest = words
    while let word = rest.popFirst() {
      if !takesOptions || word == "-" || !word.hasPrefix("-") {
        arguments += 1
        if entry.command.endsOptionsAtFirstArgument { takesOptions = false }
      } else if word == "--" {
        takesOptions = false
      } else if let option = Self.option(in: word, declared, &used), rest.popFirst() == nil {
        return .value(Self.kind(of: option, entry), prefix: prefix, lead: "")
      }
    }
    if takesOptions, prefix.hasPrefix("-"), prefix != "-" || !declared.options.isEmpty {
      return options(declared, entry, used, prefix)
    }
    guard arguments < declared.maximumArguments ?? .max else {
      return takesOptions && prefix.isEmpty ? options(declared, entry, used, prefix) : .nothing
    }
    let kinds = entry.command.argumentKinds
    guard let kind = arguments < kinds.count ? kinds[arguments] : kinds.last else { return .nothing }
    return .value(kind, prefix: prefix, lead: "")
  }

  /// The option whose value is the next word; nil when the word needs none.
  static func option(
    in word: String, _ declared: DeclaredCommand, _ used: inout Set<String>
  ) -> DeclaredCommand.Option? {
    if word.hasPrefix("--") {
      let name = word.dropFirst(2).prefix { $0 != "=" }
      used.insert(String(name))
      guard !word.contains("="), let option = declared.option(long: String(name)) else { return nil }
      return option.isBoolean ? nil : option
    }
    var letters = word.dropFirst()
    while let letter = letters.popFirst(), let option = declared.option(short: letter) {
      used.insert(option.long)
      if !option.isBoolean { return letters.isEmpty ? option : nil }
    }
    return nil
  }

  private func options(
    _ declared: DeclaredCommand, _ entry: CommandEntry, _ used: Set<String>, _ prefix: String
  ) -> Expectation {
    if prefix.hasPrefix("--"), let equals = prefix.firstIndex(of: "=") {
      let name = prefix[..<equals].dropFirst(2)
      guard let option = declared.option(long: String(name)), !option.isBoolean else { return .nothing }
      return .value(
        Self.kind(of: option, entry), prefix: String(prefix[prefix.index(after: equals)...]), lead: "--\(name)=")
    }
    // A flag has said all that it can; an option with a value may come again.
    let open = declared.options.filter { !$0.isBoolean || !used.contains($0.long) }
    let help = Proposal("--help", gloss: "Explain \(entry.name)")
    return .words(
      (open.map { Proposal("--\($0.long)", gloss: $0.gloss) } + [help]).sorted { $0.text < $1.text })
  }

  private static func kind(of option: DeclaredCommand.Option, _ entry: CommandEntry) -> ArgumentKind {
    entry.command.optionKinds[option.long] ?? .text
  }
}
