import ArgumentParser
import Worlds

/// Finds what help has on some words: in names, abstracts, options, examples, settings and topics.
struct Apropos {
  /// Something that was found.
  struct Finding: Hashable {
    /// What to type for it: `pull`, `pull --platform`, `set mirror`, `help weather`.
    let name: String
    /// What it does.
    let gloss: String
    /// How well it fits; more is better.
    let rank: Int
  }

  /// How much a place of a text says of what it belongs to.
  private enum Rank: Int {
    case text = 1
    case example = 2
    case optionGloss = 4
    case gloss = 6
    case option = 7
    case partOfName = 8
    case synonym = 9
    case name = 10
  }

  private let words: [String]
  private let table: CommandTable

  init(_ words: [String], in table: CommandTable) {
    self.words = words.map { $0.lowercased() }
    self.table = table
  }

  /// What was found for all the words, the best first.
  var findings: [Finding] {
    let found = table.entries.filter { !$0.isAlias }.flatMap(commands) + settings + topics
    return found.enumerated().sorted { ($1.element.rank, $0.offset) < ($0.element.rank, $1.offset) }.map(\.element)
  }

  /// The words that help knows, to find what was probably meant.
  var knownWords: [String] {
    let entries = table.entries
    return entries.flatMap(\.path) + entries.flatMap { table.declaration(of: $0.command).options.map(\.long) }
      + SettingName.allCases.map(\.rawValue) + HelpTopic.allCases.map(\.rawValue)
  }

  /// The command itself, or those of its options that the words are about.
  private func commands(_ entry: CommandEntry) -> [Finding] {
    let declared = table.declaration(of: entry.command)
    let spellings = table.entries.filter { $0.command == entry.command }.map(\.name)
    let own = fit { word in
      if spellings.contains(where: { $0 == word || $0.split(separator: " ").contains { $0 == word } }) { return .name }
      if Synonyms.meant(by: word, among: table).map(spellings.contains) ?? false { return .synonym }
      if spellings.contains(where: { $0.contains(word) }) { return .partOfName }
      return holds(entry.abstract, word) ? .gloss : nil
    }
    if let own { return [Finding(name: entry.name, gloss: entry.abstract, rank: own)] }
    let options = declared.options.compactMap { option in
      let rank = fit { word in
        if word == "--\(option.long)" || word == option.long || option.short.map({ word == "-\($0)" }) ?? false {
          return .option
        }
        if option.long.contains(word) || holds(option.gloss, word) { return .optionGloss }
        return holds(entry.name, word) || holds(entry.abstract, word) ? .text : nil
      }
      return rank.map { Finding(name: "\(entry.name) --\(option.long)", gloss: option.gloss, rank: $0) }
    }
    if !options.isEmpty { return options }
    // Its own would be found with every word that they show it with.
    for example in entry.command.examples where entry.command != AproposCommand.self {
      if let rank = fit({ holds(example.line, $0) || holds(example.gloss, $0) ? .example : nil }) {
        return [Finding(name: entry.name, gloss: "\(example.line): \(example.gloss)", rank: rank)]
      }
    }
    let rank = fit { holds(entry.command.configuration.discussion, $0) ? .text : nil }
    return rank.map { [Finding(name: entry.name, gloss: entry.abstract, rank: $0)] } ?? []
  }

  private var settings: [Finding] {
    SettingName.allCases.compactMap { name in
      let rank = fit { word in
        if name.rawValue == word { return .name }
        if name.rawValue.contains(word) { return .partOfName }
        return holds("setting \(name.gloss)", word) ? .gloss : nil
      }
      return rank.map { Finding(name: "set \(name.rawValue)", gloss: name.gloss, rank: $0) }
    }
  }

  private var topics: [Finding] {
    HelpTopic.allCases.compactMap { topic in
      let rank = fit { word in
        if topic.rawValue == word { return .name }
        if holds(topic.gloss, word) { return .gloss }
        return holds(topic.text(settingsFile: nil), word) ? .text : nil
      }
      return rank.map { Finding(name: "help \(topic.rawValue)", gloss: topic.gloss, rank: $0) }
    }
  }

  /// The sum over all words; nil where one of them is found nowhere.
  private func fit(_ place: (String) -> Rank?) -> Int? {
    var sum = 0
    for word in words {
      guard let rank = place(word) else { return nil }
      sum += rank.rawValue
    }
    return sum
  }

  /// Whether a word of the text begins with what is looked for.
  private func holds(_ text: String, _ word: String) -> Bool {
    text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "-" }.contains { $0.hasPrefix(word) }
  }
}
