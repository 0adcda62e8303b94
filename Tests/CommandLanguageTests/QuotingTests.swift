import CommandLanguage
import Testing

@Suite struct QuotingTests {
  /// Alphabets that hit every rule of the lexer.
  static let alphabet: [Character] = Array("aZ9 \t\n'\"\\|&;<>()$`#*?[]{}~!:=,C./-@%ё…") + ["\r\n"]

  /// A small linear congruential generator: the same words in every run.
  struct Sequence: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  @Test(arguments: 0..<8) func whatWasQuotedReadsBackUnchanged(seed: Int) throws {
    var random = Sequence(state: UInt64(seed) &* 7919 &+ 1)
    for _ in 0..<250 {
      let words = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        String(
          (0..<Int.random(in: 0...9, using: &random)).map { _ in Self.alphabet.randomElement(using: &random) ?? "x" })
      }
      let line = CommandLine.quote(words)
      #expect(try CommandLine(line).words.map(\.value) == words, "\(line)")
      #expect(try CommandLine(line, rules: .page).words.map(\.value) == words, "\(line)")
    }
  }

  @Test(arguments: 0..<8) func anyTextEndsInWordsInsideTheTextOrInAnError(seed: Int) {
    var random = Sequence(state: UInt64(seed) &* 104_729 &+ 3)
    for _ in 0..<500 {
      let text = String(
        (0..<Int.random(in: 0...30, using: &random)).map { _ in Self.alphabet.randomElement(using: &random) ?? "x" })
      if let line = try? CommandLine(text, rules: .page) {
        var end = 0
        for word in line.words {
          #expect(word.span.lowerBound >= end && !word.span.isEmpty && word.span.upperBound <= text.utf8.count)
          end = word.span.upperBound
        }
      }
      if let point = CommandLine.words(upTo: text.utf8.count, in: text) {
        #expect(point.span.upperBound == text.utf8.count)
      }
    }
  }

  @Test(arguments: [
    ("alpine:3.20", "alpine:3.20"), ("", "''"), ("a b", "'a b'"), ("it's", #"'it'"'"'s'"#), (#"C:\x y"#, #"'C:\x y'"#),
    ("*", "'*'"), ("$id", "'$id'"), ("#x", "'#x'"), ("größe", "größe"),
  ])
  func plainWordsStayPlain(word: String, quoted: String) {
    #expect(CommandLine.quote(word) == quoted)
  }

  @Test(arguments: ["a", " ", "'x' ", "\\\\", "<a", "$x", "\"", "C:\\", "|x", "# "])
  func aLongLineIsReadInLinearTime(unit: String) {
    // Work that grows with the square of 128 KiB would take minutes.
    let line = "x " + String(repeating: unit, count: 131_072 / unit.utf8.count)
    _ = try? CommandLine(line)
    if let point = CommandLine.words(upTo: line.utf8.count, in: line) {
      #expect(point.span.upperBound == line.utf8.count)
    }
  }
}
