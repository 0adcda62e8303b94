import ImageCommands

/// Goes over the words behind a verb: which are options, which their values, which arguments.
struct OptionWalk {
  private let command: any DrydockCommand.Type
  private let declared: DeclaredCommand
  /// The arguments so far.
  private(set) var arguments: [String] = []
  /// The long names of the options so far.
  private(set) var used: Set<String> = []
  /// Whether an option may still come.
  private(set) var takesOptions = true
  /// The option whose value the next word is.
  private(set) var awaitsValue: DeclaredCommand.Option?
  /// Whether the next word is the value of an option of docker's that means nothing here.
  private(set) var awaitsForeignValue = false

  init(_ command: any DrydockCommand.Type, _ declared: DeclaredCommand) {
    (self.command, self.declared) = (command, declared)
  }

  mutating func take(_ words: some Sequence<String>) { for word in words { take(word) } }

  private mutating func take(_ word: String) {
    if awaitsValue != nil || awaitsForeignValue {
      (awaitsValue, awaitsForeignValue) = (nil, false)
    } else if !takesOptions || word == "-" || !word.hasPrefix("-") {
      arguments.append(word)
      if command.endsOptionsAtFirstArgument { takesOptions = false }
    } else if word == "--" {
      takesOptions = false
    } else if let option = CompletionGrammar.option(in: word, declared, &used) {
      awaitsValue = option
    } else {
      awaitsForeignValue = isForeign(word)
    }
  }

  /// Whether a word is an option of docker's alone, with its value in the next one.
  private func isForeign(_ word: String) -> Bool {
    guard !word.contains("=") else { return false }
    return command.runtimeOptions.contains { option in
      option.takesValue
        && (word == "--\(option.long)" || (word.count == 2 && option.short.map { word == "-\($0)" } ?? false))
    }
  }
}
