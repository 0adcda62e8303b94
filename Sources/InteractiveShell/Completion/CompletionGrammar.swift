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
    guard let place = CommandPlace(behind: words, prefix: prefix, in: table) else { return .nothing }
    switch place.slot {
    case .command: return .words(firstWords)
    case .verb(let group): return .words(verbs(of: group))
    case .argument(.verb?):
      // Behind a group's name only its verbs can be meant.
      guard let first = place.arguments.first else { return .words(topics + firstWords) }
      return place.arguments.count == 1 ? .words(verbs(of: first)) : .nothing
    case .argument(let kind):
      return kind.map { .value($0, prefix: prefix, lead: "") } ?? .nothing
    case .value(let option, let typed, let lead):
      guard let entry = place.entry else { return .nothing }
      return .value(entry.kind(of: option), prefix: typed, lead: lead)
    case .option: return .words(options(at: place, prefix))
    case .end: return place.takesOptions && prefix.isEmpty ? .words(options(at: place, prefix)) : .nothing
    }
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

  private func verbs(of group: String) -> [Proposal] {
    table.verbs(of: group).map { Proposal($0.path[1], gloss: $0.abstract) }
  }

  /// What `help` explains besides commands.
  private var topics: [Proposal] {
    HelpTopic.allCases.map { Proposal($0.rawValue, gloss: $0.gloss, group: "Topics") }
  }

  /// The options that may still come, by their long names; behind one dash and letters, by one letter more.
  private func options(at place: CommandPlace, _ prefix: String) -> [Proposal] {
    guard let entry = place.entry else { return [] }
    let declared = table.declaration(of: entry.command)
    let excluded = entry.command.exclusiveOptions.filter { !$0.isDisjoint(with: place.used) }.reduce(into: Set()) {
      $0.formUnion($1)
    }
    let open = declared.options.filter {
      $0.repeats || (!place.used.contains($0.long) && !excluded.contains($0.long))
    }.sorted { $0.long < $1.long }
    if prefix.hasPrefix("-"), !prefix.hasPrefix("--"), prefix.count > 1 {
      return letters(prefix, open, declared)
    }
    let help = Proposal("--help", gloss: "Explain \(entry.name)")
    return open.map { option in
      Proposal("--\(option.long)", gloss: option.short.map { "\(option.gloss) (-\($0))" } ?? option.gloss)
    } + [help]
  }

  /// What letters behind one dash can become: themselves, and with each letter that is not among them.
  private func letters(
    _ word: String, _ open: [DeclaredCommand.Option], _ declared: DeclaredCommand
  ) -> [Proposal] {
    let typed = Array(word.dropFirst())
    let options = typed.compactMap { declared.option(short: $0) }
    guard options.count == typed.count, let last = options.last else { return [] }
    let itself = Proposal(word, gloss: last.gloss)
    guard options.allSatisfy(\.isBoolean) else { return [itself] }
    return [itself]
      + open.compactMap { option in
        guard let letter = option.short, !typed.contains(letter) else { return nil }
        return Proposal("\(word)\(letter)", gloss: option.gloss)
      }
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
}
