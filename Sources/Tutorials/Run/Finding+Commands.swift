import CommandLanguage
import ImageCommands
import ImageSpec

// What can be said of a command before it runs, in the words that the replay and the lint share.

extension Finding {
  /// The command needs what no step makes.
  static func undefined(_ key: FactKey, line: Int, besides more: String = "") -> Finding {
    let made = key.kind == .credential ? "no step gives the \(key)" : "no step makes the \(key)"
    return Finding(line: line, kind: .undefined, verdict: .defect, expected: "\(key)", reason: made + more)
  }

  /// The command needs what an earlier one removed.
  static func removed(_ key: FactKey, on removal: Int, line: Int, besides more: String = "") -> Finding {
    Finding(
      line: line, kind: .removed, verdict: .defect, expected: "\(key)",
      reason: "the \(key) was removed on line \(removal)\(more)")
  }

  /// The command reads a file that the world does not have.
  static func missingFile(_ key: FactKey, _ command: PageCommand) -> Finding {
    Finding(
      line: command.line, kind: .world, verdict: .unmet, expected: key.name,
      reason: "this world has no file \(key.name); add to its fixture: files: {\(key.name): …}",
      unmetName: command.verb)
  }

  /// The command asks a registry for what it does not have.
  static func missingRemote(
    _ reference: ImageReference, _ command: PageCommand, in world: String = "the world"
  ) -> Finding {
    let tag = reference.tag.map { "\($0)" } ?? "latest"
    return Finding(
      line: command.line, kind: .world, verdict: .unmet, expected: reference.familiar,
      reason: "\(world) has no \(reference.familiar); add to its fixture: registries: {\(reference.host): "
        + "{repositories: {\(reference.repository): {tags: {\(tag): IMAGE}}}}}", unmetName: command.verb)
  }

  /// A row of a list of images shows one that no step makes.
  static func phantom(_ reference: ImageReference, _ row: SampleTable.Row) -> Finding {
    Finding(
      line: row.line, kind: .undefined, verdict: .defect, expected: LinePattern.folded(row.text),
      reason: "the page shows \(reference.familiar), which no step makes")
  }

  /// The command names a `<name>` that stands for nothing.
  static func placeholder(_ name: String, _ command: PageCommand) -> Finding {
    Finding(
      line: command.line, kind: .placeholder, verdict: .unmet, reason: "\(name) stands for nothing yet",
      unmetName: command.verb)
  }

  /// The command's verb, or an option of a CLI other than docker, is one that Drydock does not have; nil for other faults
  /// of a command line. What docker has no option for is a mistake of the page.
  static func missingVerb(_ error: UsageError, _ command: PageCommand) -> Finding? {
    let verb: String
    switch error {
    case .notHere(let name): verb = name
    case .unknownCommand(let name, _) where CommandText.verbs.contains(name.blankSeparated.first ?? ""): verb = name
    case .unknownFlag(let flag, let name, _) where !name.isEmpty && command.isOfAnotherCLI: verb = "\(name) \(flag)"
    default: return nil
    }
    return Finding(
      line: command.line, kind: .missingVerb, verdict: .unmet, expected: command.source,
      reason: "drydock has no '\(verb)'", unmetName: command.verb ?? verb)
  }

  /// The command's output goes through a filter that is not followed.
  static func filter(_ error: TextFilter.Unsupported, _ command: PageCommand) -> Finding {
    Finding(
      line: command.line, kind: .foreign, verdict: .unmet, reason: "\(error.program): \(error.reason)",
      unmetName: error.program)
  }

  /// An unquoted `*` reaches docker only where no shell replaces it.
  static func wildcards(of command: PageCommand) -> [Finding] {
    guard let word = command.commandLine?.words.first(where: \.hasBareWildcard) else { return [] }
    return [
      Finding(
        line: command.line, kind: .wildcard, verdict: .drift, expected: CommandLine.quote(word.value), seen: word.value,
        reason: "other shells replace an unquoted \(word.value) by the names of files: quote it")
    ]
  }

  /// Signs of a printed page that no shell takes for what they look like: a reader who copies the command fails.
  static func typography(of command: PageCommand, on page: Page) -> [Finding] {
    let signs: [(sign: Character, name: String)] = [
      ("\u{a0}", "a hard blank"), ("“", "a printed quote"), ("”", "a printed quote"), ("‘", "a printed quote"),
      ("’", "a printed quote"), ("–", "a dash"), ("—", "a dash"),
    ]
    for number in command.line...command.lastLine where page.source.indices.contains(number - 1) {
      let line = page.source[number - 1]
      guard let (sign, name) = signs.first(where: { line.contains($0.sign) }) else { continue }
      return [
        Finding(
          line: number, kind: .syntax, verdict: .drift, expected: command.source, seen: String(sign),
          reason: "\(name) stands in the command, which shells take for any other letter")
      ]
    }
    return []
  }
}

extension PageCommand {
  /// The filters that its output goes through.
  var filters: [TextFilter] {
    get throws(TextFilter.Unsupported) {
      guard case .piped(_, let filters) = kind else { return [] }
      var found: [TextFilter] = []
      for words in filters { found.append(try TextFilter(words)) }
      return found
    }
  }
}

extension PageCommand.Unmet {
  /// The command can't be done here.
  func finding(of command: PageCommand) -> Finding {
    let (kind, name, reason): (Finding.Kind, String?, String) =
      switch self {
      case .foreignProgram(let program):
        (.foreign, program, "'\(program)' is another program, and none is started here")
      case .pipe(let program): (.foreign, program, "a pipe with '\(program)' is not followed")
      case .syntax(let syntax): (.syntax, nil, "'\(syntax.rawValue)' is another shell's syntax")
      case .variable(let name): (.syntax, nil, "\(name) is a variable of another shell, which nothing here knows")
      case .assignment(let name): (.syntax, nil, "'\(name)=' is another shell's syntax")
      case .redirection(let path): (.foreign, nil, "\(path) lies outside of the working folder")
      case .unreadable(let error): (.syntax, nil, "the line can't be read: \(error)")
      }
    return Finding(
      line: command.line, kind: kind, verdict: .unmet, expected: command.source, reason: reason, unmetName: name)
  }
}
