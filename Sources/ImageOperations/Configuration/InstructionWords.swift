/// One instruction, taken apart: its name, the options in front of its arguments, and the arguments as they stand.
struct InstructionWords {
  /// The name as it was written.
  let name: String
  /// The words that begin with `--`.
  let flags: [String]
  /// Everything behind the name and the options.
  let rest: String
  /// The character that takes other characters' meaning away.
  let escape: Unicode.Scalar

  init(_ line: String, escape: Unicode.Scalar) {
    let line = line.trimmed
    name = String(line.prefix { !$0.isWhitespace })
    let (flags, rest) = Self.flags(line.dropFirst(name.count).trimmed)
    self.flags = flags
    self.rest = String(rest.trimmed)
    self.escape = escape
  }

  private static func flags(_ text: Substring) -> ([String], Substring) {
    var flags: [String] = []
    var rest = text
    while rest.hasPrefix("--") {
      let word = rest.prefix { !$0.isWhitespace }
      rest = rest.dropFirst(word.count).trimmed
      if word == "--" { break }
      flags.append(String(word))
    }
    return (flags, rest)
  }

  /// The arguments, split at blanks.
  var words: [String] { rest.split(whereSeparator: \.isWhitespace).map(String.init) }

  /// The arguments as words, quoted blanks kept in them, and the quotes too.
  var quotedWords: [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    var quote: Unicode.Scalar?
    var scalars = rest.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      if quote == nil, scalar.properties.isWhitespace {
        if !word.isEmpty { words.append(String(word)) }
        word = String.UnicodeScalarView()
        continue
      }
      if scalar == escape, quote != "'" {
        // At the end it would join lines, and there are no more.
        guard let next = scalars.popFirst() else { break }
        word.append(scalar)
        word.append(next)
        continue
      }
      if let open = quote {
        if scalar == open { quote = nil }
      } else if scalar == "'" || scalar == "\"" {
        quote = scalar
      }
      word.append(scalar)
    }
    if !word.isEmpty { words.append(String(word)) }
    return words
  }

  /// The arguments as `NAME=VALUE` words, or in the older form `NAME VALUE...`.
  ///
  /// - Throws: ``ConfigurationChangeError``.
  func namedValues() throws(ConfigurationChangeError) -> [ConfigurationChange.NamedValue] {
    let words = quotedWords
    let instruction = name.uppercased()
    guard let first = words.first else { throw .noArguments(instruction) }
    var values: [ConfigurationChange.NamedValue] = []
    if first.contains("=") {
      for word in words {
        guard let equals = word.firstIndex(of: "=") else { throw .noEquals(word: word) }
        values.append(.init(name: String(word[..<equals]), value: String(word[word.index(after: equals)...])))
      }
    } else {
      let name = rest.prefix { !$0.isWhitespace }
      let value = rest.dropFirst(name.count).trimmed
      guard !value.isEmpty else { throw .noValue(instruction) }
      values = [.init(name: String(name), value: String(value))]
    }
    guard values.allSatisfy({ !$0.name.isEmpty }) else { throw .blankName(instruction) }
    return values
  }
}
