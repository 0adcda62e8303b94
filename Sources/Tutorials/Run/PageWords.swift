import CommandLanguage
import ImageOperations
import ImageSpec

/// The words of a page's command, with its ids and names replaced by what they stand for in the world.
enum PageWords {
  /// Replaces ids that are bound, with or without `sha256:`, and `<name>`s.
  static func bound(_ words: [String], _ bindings: Bindings) -> [String] {
    words.map { names(in: ids(in: $0, bindings), bindings) }
  }

  /// The first `<name>` that stands for nothing.
  static func placeholder(in words: [String]) -> String? {
    for word in words {
      guard let start = word.firstIndex(of: "<"), let end = word[start...].firstIndex(of: ">"),
        let first = word[start...].dropFirst().first, first.isLetter
      else { continue }
      return String(word[start...end])
    }
    return nil
  }

  /// The names that stand in angle brackets in a text, without them.
  static func placeholders(in text: String) -> [String] {
    var names: [String] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
      names.append(String(rest[rest.index(after: start)..<end]))
      rest = rest[rest.index(after: end)...]
    }
    return names
  }

  /// The texts that look like ids in a sample: 12 or 64 hexadecimal digits.
  static func ids(in sample: Sample) -> [String] {
    sample.lines.flatMap { line in runs(in: line.text).compactMap { isID($0) ? String($0) : nil } }
  }

  private static func ids(in word: String, _ bindings: Bindings) -> String {
    var result = ""
    for part in runs(in: word) {
      let real = isID(part) ? bindings.id(String(part)) : nil
      result += real.map { $0.split(separator: ":").last.map(String.init) ?? $0 } ?? String(part)
    }
    return result
  }

  /// The text cut where letters and digits begin and end.
  private static func runs(in text: String) -> [Substring] {
    var runs: [Substring] = []
    var start = text.startIndex
    for index in text.indices where index > start {
      if isWord(text[index]) != isWord(text[text.index(before: index)]) {
        runs.append(text[start..<index])
        start = index
      }
    }
    if start < text.endIndex { runs.append(text[start...]) }
    return runs
  }

  private static func isWord(_ sign: Character) -> Bool { sign.isLetter || sign.isNumber || sign == "_" || sign == "-" }

  private static func isID(_ text: Substring) -> Bool {
    (text.count == 12 || text.count == 64) && IDText.isID(String(text))
  }

  private static func names(in word: String, _ bindings: Bindings) -> String {
    guard word.contains("<") else { return word }
    var result = ""
    var rest = word[...]
    while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
      let name = String(rest[rest.index(after: start)..<end])
      result += rest[..<start]
      result += bindings.value(of: name) ?? "<\(name)>"
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}

extension PageWords {
  /// The words of a command, and of each of ours that it joins with others in ways that are not followed.
  static func commands(of command: PageCommand) -> [[String]] {
    guard case .unmet = command.kind else { return [command.words] }
    var commands: [[String]] = []
    var current: [String] = []
    for word in command.source.blankSeparated + [";"] {
      let ends = ["&&", "||", ";", "|", "&"].contains(word)
      if !ends { current.append(word.hasSuffix(";") ? String(word.dropLast()) : word) }
      guard ends || word.hasSuffix(";") else { continue }
      let start = current.firstIndex { Invocation.names.contains($0) || $0 == "docker-compose" }
      if let start { commands.append(Array(current[(current[start] == "docker-compose" ? start : start + 1)...])) }
      current = []
    }
    return commands
  }

  /// The names that a command which can't be read here gives to things: `--name` of a container, `-t` of a build.
  static func named(in words: [String]) -> Set<FactKey> {
    var facts: Set<FactKey> = []
    for (word, next) in zip(words, words.dropFirst() + [""]) {
      let sides = word.split(separator: "=", maxSplits: 1).map(String.init)
      let value = sides.count > 1 ? sides[1] : next
      if sides.first == "--name", !value.isEmpty { facts.insert(.container(value)) }
      if ["-t", "--tag"].contains(sides.first), let reference = try? ImageReference(parsing: value) {
        facts.insert(.image(reference))
      }
    }
    return facts
  }
}
