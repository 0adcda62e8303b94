import ImageCommands

/// Where in a command line a word stands: of which command, and as what.
struct CommandPlace {
  /// What the word is.
  enum Slot {
    /// The first word.
    case command
    /// A group's verb.
    case verb(of: String)
    /// An argument; nil where nothing is known of it.
    case argument(ArgumentKind?)
    /// An option's long name, or its letter behind one dash.
    case option
    /// An option's value, of which `prefix` is typed behind `lead` in the same word.
    case value(of: DeclaredCommand.Option, prefix: String, lead: String)
    /// Nothing more fits but options.
    case end
  }

  let slot: Slot
  /// The command; nil before there is one.
  let entry: CommandEntry?
  /// The arguments that stand before the word.
  let arguments: [String]
  /// The long names of the options that do.
  let used: Set<String>
  /// Whether an option may still come.
  let takesOptions: Bool

  /// Finds the place behind some words; nil where there is no such command.
  init?(behind words: [String], prefix: String, in table: CommandTable) {
    guard let first = words.first else {
      self.init(.command)
      return
    }
    if words.count == 1, !table.entries.contains(where: { $0.path == [first] }), table.groups.contains(first) {
      self.init(.verb(of: first))
      return
    }
    guard let (entry, rest) = try? table.find(words) else { return nil }
    self.init(in: entry, behind: rest, prefix: prefix, declared: table.declaration(of: entry.command))
  }

  private init(_ slot: Slot) {
    (self.slot, entry, arguments, used, takesOptions) = (slot, nil, [], [], false)
  }

  private init(in entry: CommandEntry, behind words: ArraySlice<String>, prefix: String, declared: DeclaredCommand) {
    var walk = OptionWalk(entry.command, declared)
    walk.take(words)
    var slot: Slot
    if let option = walk.awaitsValue {
      slot = .value(of: option, prefix: prefix, lead: "")
    } else if walk.takesOptions, prefix.hasPrefix("-"), prefix != "-" || !declared.options.isEmpty {
      slot = Self.option(prefix, declared, &walk)
    } else if walk.arguments.count < declared.maximumArguments ?? .max {
      slot = .argument(entry.command.argumentKind(behind: walk.arguments))
    } else {
      slot = .end
    }
    // Of a word that has no value here docker's own options are no part.
    if walk.awaitsForeignValue { slot = .argument(.text) }
    self.slot = slot
    self.entry = entry
    (arguments, used, takesOptions) = (walk.arguments, walk.used, walk.takesOptions)
  }

  /// `--name=VALUE` and `-nVALUE` are values already.
  private static func option(_ word: String, _ declared: DeclaredCommand, _ walk: inout OptionWalk) -> Slot {
    if word.hasPrefix("--") {
      guard let equals = word.firstIndex(of: "="),
        let option = declared.option(long: String(word[..<equals].dropFirst(2)))
      else { return .option }
      let start = word.index(after: equals)
      return .value(of: option, prefix: String(word[start...]), lead: String(word[..<start]))
    }
    var rest = word.dropFirst()
    while let letter = rest.popFirst(), let option = declared.option(short: letter) {
      if option.isBoolean, rest.first != "=" { continue }
      if rest.isEmpty { return .option }
      if rest.first == "=" { rest.removeFirst() }
      return .value(of: option, prefix: String(rest), lead: String(word.dropLast(rest.count)))
    }
    return .option
  }
}
