extension CommandLine {
  /// Writes a word so that the lexer reads it back unchanged, whatever it holds.
  ///
  /// A word of letters, digits and `_-./:@%+,=` stays as it is; others stand in single quotes.
  public static func quote(_ word: String) -> String {
    if !word.isEmpty, word.utf8.allSatisfy(isPlain) { return word }
    // A `'` stands in double quotes of its own: `\'` would be a path separator behind a drive.
    return word.split(separator: "'", omittingEmptySubsequences: false).map { "'\($0)'" }.joined(separator: "\"'\"")
  }

  /// Writes words as one command line, see ``quote(_:)``.
  public static func quote(_ words: [String]) -> String {
    words.map { quote($0) }.joined(separator: " ")
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte.isLetter || byte.isDigit || "_-./:@%+,=".utf8.contains(byte)
  }
}
