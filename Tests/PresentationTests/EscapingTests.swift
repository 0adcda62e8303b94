import GoTemplates
import Presentation
import Testing

@Suite struct EscapingTests {
  @Test(
    "Harmful characters become visible",
    arguments: [
      ("plain text, C:\\Windows\\n", "plain text, C:\\Windows\\n"),
      ("ünïcode 漢字 👩‍💻 é", "ünïcode 漢字 👩‍💻 é"),
      ("\u{1B}[31mred\u{1B}[0m", "\\x1b[31mred\\x1b[0m"),
      ("a\u{7}b\u{0}c\u{7F}", "a\\x07b\\x00c\\x7f"),
      ("one-byte \u{9B}2J \u{85}", "one-byte \\u009b2J \\u0085"),
      ("line\nbreak\r\nand\ttab", "line\\nbreak\\r\\nand\\ttab"),
      ("left\u{202E}thgir \u{2066}x\u{2069} \u{200F}\u{061C}", "left\\u202ethgir \\u2066x\\u2069 \\u200f\\u061c"),
      ("sep\u{2028}\u{2029}", "sep\\u2028\\u2029"),
      ("hid\u{200B}den\u{FEFF}\u{E0041}", "hid\\u200bden\\ufeff\\U000e0041"),
      ("", ""),
    ] as [(String, String)])
  func foreignText(text: String, expected: String) {
    #expect(Escaping.line(text) == expected)
    #expect(Escaping.line(expected) == expected, "escaping twice changes nothing")
  }

  @Test func `our own line feeds are kept, and nothing else of the kind`() {
    #expect(Escaping.lines("one\ntwo\r\n\u{1B}[2J") == "one\ntwo\\r\n\\x1b[2J")
  }

  @Test(
    "Go's quotes",
    arguments: [
      ("sh -c 'echo hi'", #""sh -c 'echo hi'""#),
      (#"say "hi" \ there"#, #""say \"hi\" \\ there""#),
      ("\u{7}\u{8}\t\n\u{B}\u{C}\r\u{1B}\u{7F}", #""\a\b\t\n\v\f\r\x1b\x7f""#),
      ("é漢\u{A0}\u{85}\u{202E}\u{FEFF}\u{E0041}", #""é漢\u00a0\u0085\u202e\ufeff\U000e0041""#),
    ] as [(String, String)])
  func goQuotes(text: String, expected: String) {
    #expect(GoQuoting.quote(text) == expected)
  }
}
