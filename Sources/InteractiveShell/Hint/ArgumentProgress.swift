import ImageCommands

/// How far the words behind a verb have come: what its usage line has next.
struct ArgumentProgress {
  /// What comes next; nil when nothing need come.
  let next: String?

  init(_ words: ArraySlice<String>, of entry: CommandEntry, in table: CommandTable) {
    let declared = table.declaration(of: entry.command)
    var arguments = 0
    var used: Set<String> = []
    var rest = words
    while let word = rest.popFirst() {
      if word == "--" || (entry.command.endsOptionsAtFirstArgument && arguments > 0) {
        arguments += rest.count + (word == "--" ? 0 : 1)
        break
      }
      if word == "-" || !word.hasPrefix("-") {
        arguments += 1
      } else if let option = CompletionGrammar.option(in: word, declared, &used), rest.popFirst() == nil {
        next = option.valueName?.uppercased()
        return
      }
    }
    next = Self.next(in: entry.command.synopsis, behind: arguments)
  }

  /// The parts of a synopsis that are left behind some arguments: `NEW_NAME` of `CONTAINER NEW_NAME` behind one.
  static func next(in synopsis: String, behind arguments: Int) -> String? {
    let synopsis = Synopsis(synopsis)
    let parts = synopsis.parts.map(\.text)
    if synopsis.hasSeveralWays { return arguments == 0 ? parts.joined(separator: " ") : nil }
    if arguments < parts.count { return parts[arguments...].joined(separator: " ") }
    return synopsis.part(at: arguments)?.text
  }
}
