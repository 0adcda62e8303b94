import ImageCommands

/// A command line's words by what they are: the verb, options with their values, operands.
struct CommandShape {
  /// One word.
  enum Piece: Hashable {
    /// A word of the verb.
    case verb(String)
    /// An option, with a value in the same word perhaps.
    case option(String)
    /// The value of the option before.
    case value(String)
    /// What is neither.
    case operand(String)
  }

  /// The words.
  let pieces: [Piece]
  /// The command that they call; nil where there is none.
  let entry: CommandEntry?

  /// Sorts the words of a command line, without the CLI's name.
  init(_ words: [String], in table: CommandTable) {
    guard let found = try? table.find(words) else {
      (pieces, entry) = (words.map { .operand($0) }, nil)
      return
    }
    let command = found.entry.command
    let declared = table.declaration(of: command)
    var pieces = found.entry.path.map { Piece.verb($0) }
    var takesOptions = true
    var isValue = false
    for word in found.rest {
      if isValue {
        pieces.append(.value(word))
        isValue = false
      } else if takesOptions, word.hasPrefix("-"), word != "-" {
        pieces.append(.option(word))
        takesOptions = word != "--"
        isValue = !word.contains("=") && Self.takesValue(word, declared)
      } else {
        pieces.append(.operand(word))
        if command.endsOptionsAtFirstArgument { takesOptions = false }
      }
    }
    (self.pieces, entry) = (pieces, found.entry)
  }

  /// The words that are neither verb nor options nor their values.
  var operands: [String] { pieces.compactMap { if case .operand(let word) = $0 { word } else { nil } } }

  /// The line with values and operands left open.
  var blanked: String {
    pieces.map { piece in
      switch piece {
      case .verb(let word): word
      case .option(let word): word.firstIndex(of: "=").map { "\(word[..<$0])=____" } ?? word
      case .value, .operand: "____"
      }
    }.joined(separator: " ")
  }

  private static func takesValue(_ word: String, _ declared: DeclaredCommand) -> Bool {
    let option = declared.options.first { option in
      word.hasPrefix("--") ? option.long == word.dropFirst(2) : option.short.map { word.last == $0 } ?? false
    }
    return option.map { !$0.isBoolean } ?? false
  }
}
