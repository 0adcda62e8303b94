import ImageCommands

/// `exit [STATUS]` and `quit [STATUS]`: the words that the session itself understands.
enum Leaving {
  /// The words, with what they do.
  static let verbs = [(name: "exit", gloss: "Leave"), (name: "quit", gloss: "Leave")]

  /// The status that was asked for; nil for that of the last command.
  static func status(_ words: [String]) throws(LineRefused) -> ExitStatus? {
    guard words.count <= 2 else { throw .badStatus(words.dropFirst().joined(separator: " ")) }
    guard words.count == 2 else { return nil }
    guard let number = UInt8(words[1]) else { throw .badStatus(words[1]) }
    return ExitStatus(rawValue: Int32(number))
  }
}
