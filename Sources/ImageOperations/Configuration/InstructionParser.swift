import ImageSpec

/// Reads instructions that change a configuration, by the grammar of Dockerfiles.
struct InstructionParser {
  private let words: InstructionWords
  private var instruction: String { words.name.uppercased() }

  init(_ words: InstructionWords) { self.words = words }

  /// The change that the instruction asks for.
  ///
  /// - Throws: ``ConfigurationChangeError``.
  func change() throws(ConfigurationChangeError) -> ConfigurationChange {
    switch instruction {
    case "CMD": return .command(try withoutFlags(try commandForm(words.rest)))
    case "ENTRYPOINT": return .entryPoint(try withoutFlags(try commandForm(words.rest)))
    case "ENV": return .environment(try withoutFlags(try words.namedValues()))
    case "LABEL": return .label(try withoutFlags(try words.namedValues()))
    case "EXPOSE":
      guard !words.words.isEmpty else { throw .noArguments(instruction) }
      return .expose(try withoutFlags(words.words))
    case "HEALTHCHECK": return .healthCheck(try HealthCheck(parsing: words, commandForm: commandForm))
    case "ONBUILD": return .onBuild(try trigger())
    case "USER": return .user(try withoutFlags(try one()))
    case "VOLUME": return .volume(try withoutFlags(try volumes()))
    case "WORKDIR": return .workingDirectory(try withoutFlags(try one()))
    default: throw .notAChange(words.name.lowercased())
    }
  }

  private func withoutFlags<Value>(_ value: Value) throws(ConfigurationChangeError) -> Value {
    if let flag = words.flags.first { throw .unknownFlag(String(flag.dropFirst(2).prefix { $0 != "=" })) }
    return value
  }

  private func one() throws(ConfigurationChangeError) -> String {
    guard !words.rest.isEmpty else { throw .notOneArgument(instruction) }
    return words.rest
  }

  private func volumes() throws(ConfigurationChangeError) -> [String] {
    let paths = try list(words.rest) ?? words.words
    guard !paths.isEmpty else { throw .noArguments(instruction) }
    guard paths.allSatisfy({ !$0.trimmed.isEmpty }) else { throw .emptyVolume }
    return paths
  }

  private func trigger() throws(ConfigurationChangeError) -> String {
    guard !words.rest.isEmpty else { throw .noArguments(instruction) }
    let inner = InstructionWords(words.rest, escape: words.escape)
    switch inner.name.uppercased() {
    case "ONBUILD": throw .chainedOnBuild
    case "FROM", "MAINTAINER": throw .notATrigger(inner.name.uppercased())
    // Those that are known here are checked now and not in somebody's build.
    case "ENV", "LABEL": _ = try inner.namedValues()
    default: break
    }
    return words.rest
  }

  private func commandForm(_ text: String) throws(ConfigurationChangeError) -> ConfigurationChange.CommandForm {
    if let words = try list(text) { return .exec(words) }
    return .shell(text)
  }

  /// The strings of a list in brackets; nil where the text is no JSON, which makes it a line of the shell's.
  private func list(_ text: String) throws(ConfigurationChangeError) -> [String]? {
    guard text.hasPrefix("["), let elements = (try? JSON(parsing: Array(text.utf8)))?.array else { return nil }
    let strings = elements.compactMap(\.string)
    guard strings.count == elements.count else { throw .notOnlyStrings }
    return strings
  }
}

extension ConfigurationChange {
  /// Reads instructions as `-c` gives them: each may have several lines, and all of them are one text.
  ///
  /// - Throws: ``ConfigurationChangeError``.
  public static func parse(_ texts: [String]) throws(ConfigurationChangeError) -> [ConfigurationChange] {
    guard !texts.isEmpty else { return [] }
    let lines = try InstructionLines(texts.joined(separator: "\n"))
    guard !lines.lines.isEmpty else { throw .noInstructions }
    var changes: [ConfigurationChange] = []
    for line in lines.lines {
      changes.append(try InstructionParser(InstructionWords(line, escape: lines.escape)).change())
    }
    return changes
  }
}
