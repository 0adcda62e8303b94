import CLibedit
import TestSupport
import Testing

@testable import LineEditing

@Suite struct PasteTests {
  @Test(
    "A pasted text is made harmless",
    arguments: [
      ("one\n", "one", 1), ("a\rb\r\nc\n\n\n", "a\nb\nc", 3), ("\n\na", "\n\na", 3), ("a\n\nb", "a\n\nb", 3),
      ("\u{1b}[1;31mred\u{1b}[0m \u{1b}[Aup\u{7}\u{8}\u{0}", "red up", 1),
      ("\u{1b}]0;title\u{7}a\u{1b}]8;;x\u{1b}\\b", "ab", 1),
      ("\u{1b}]0;no end\nb", "\nb", 2), ("\u{1b}(Ba\u{1b}7b\u{1b}", "ab", 1), ("\u{9b}31mc\u{85}", "31mc", 1),
      ("a\u{a0}b\u{202f}c", "a b c", 1), ("a\u{202e}b\u{200b}\u{feff}c", "abc", 1),
      ("größe 👨‍💻\te\u{301}", "größe 👨‍💻\te\u{301}", 1),
      ("a\u{2028}b", "a\nb", 2), ("", "", 1), ("\n\r\n", "", 1),
    ] as [(String, String, Int)])
  func harmless(pasted: String, text: String, lines: Int) {
    _ = libedit_use_utf8()
    let result = PastedText(Array(pasted.utf8))
    #expect(result.text == text)
    #expect(result.lineCount == lines)
  }

  @Test func `The end of a paste is found however it is cut, and what follows is kept`() {
    let bytes = Array("one\u{1b}[201two\u{1b}[201~rest".utf8)
    for cut in 0...bytes.count {
      var paste = PasteCollector()
      let rest = paste.take(bytes[..<cut]) ?? paste.take(bytes[cut...])
      #expect(paste.bytes == Array("one\u{1b}[201two".utf8))
      #expect(rest?.elementsEqual("rest".utf8) == true || cut >= bytes.count - 4)
    }
    var huge = PasteCollector()
    for _ in 0..<17 { #expect(huge.take([UInt8](repeating: 0x61, count: 1 << 20)) == nil) }
    #expect(huge.isTooLong && huge.bytes.count < 16)
    #expect(huge.take("\u{1b}[201~".utf8) == [])
    for key in ["a", "ö", "🐳", "\r", "\u{1b}", "\u{1b}[A"] { #expect(PasteCollector.isKey(Array(key.utf8)[...])) }
    for part in ["ab", "\r\n", "\u{1b}[20", "\u{1b}[201~", "öö"] {
      #expect(!PasteCollector.isKey(Array(part.utf8)[...]))
    }
  }

  @Test func `One line is inserted and not run; several are shown, told of, and run or dropped by one key`()
    async throws
  {
    let session = try await startProbe()
    try await session.wait(for: "bracketed paste") { $0.modes.contains(2004) }
    session.send("a\u{1b}[200~one\r\u{1b}[201~")
    try await session.wait(for: "probe> aone")
    session.send("b\r")
    try await session.wait(forRead: "[aoneb]")
    session.send("\u{c}")
    try await session.wait(for: "an empty screen") { $0.lines == ["probe>"] }
    session.send("a\u{1b}[200~one\r\ttwo\u{1b}[A\u{7}x\r\u{1b}[201~b")
    try await session.wait(for: "the block") {
      $0.lines == ["2 lines: Enter runs them one by one, Ctrl-C drops them.", "probe> aone", "        twoxb"]
    }
    // It can be edited: the arrows go through its rows.
    session.send("\u{1b}[AX\u{1b}[BY\r")
    try await session.wait(forRead: "[aoneX|    twoxYb]")
    session.send("\u{1b}[200~one\ntwo\u{1b}[201~")
    try await session.wait(for: "two")
    session.send("\u{3}")
    try await session.wait(forRead: "interrupted")
  }

  @Test func `A block that is taller than the screen is shown in short, and run or dropped by the next key`()
    async throws
  {
    let session = try await startProbe(columns: 60, rows: 12)
    let block = (1...100).map { "line \($0)" }.joined(separator: "\n")
    session.send("first \u{1b}[200~\(block)\n\u{1b}[201~")
    try await session.wait(for: "the question") {
      $0.lines.last?.hasPrefix("Enter runs these 100 lines one by one") == true
    }
    #expect(
      session.screen.lines.suffix(4).dropLast() == ["line 6", "… 93 more lines …", "line 100"])
    session.send("x")
    try await session.wait(for: "the line as it was") { $0.lines.last == "probe> first" }
    session.send("\u{1b}[200~\(block)\n\u{1b}[201~\r")
    try await session.wait(for: "the lines") { $0.text.contains("line 99|line 100]") }
    try await session.waitForPrompt()
    session.send("\u{1b}[200~\(block)\u{1b}[201~\u{3}")
    try await session.wait(forRead: "interrupted")
  }

  @Test func `A megabyte is taken at once, as a block, and refused as a line`() async throws {
    let session = try await startProbe()
    let lines = String(repeating: "pull localhost:5000/team/app:v1 \u{1b}[A größe 東京\r\n", count: 20_000)
    session.send("\u{1b}[200~\(lines)\u{1b}[201~")
    try await session.wait(for: "Enter runs these 20000 lines")
    session.send("\r")
    try await session.wait(for: "20000 lines]")
    try await session.waitForPrompt()
    session.send("a\u{1b}[200~\(String(repeating: "0123456789abcdef", count: 1 << 16))\u{1b}[201~b")
    try await session.wait(for: "the message") {
      $0.text.contains("too long, and was dropped") && $0.lines.last == "probe> ab"
    }
    session.send("\r")
    try await session.wait(forRead: "[ab]")
    let long = String(repeating: "0123456789", count: 2000)
    session.send("\u{1b}[200~\(long)\u{1b}[201~\r")
    try await session.wait(for: "the whole paste") { $0.text.contains("6789]\n") && $0.lines.last == "probe>" }
    #expect(session.output.utf8.count < 400_000)
  }

  @Test func `A paste without its end does not hang: a key ends it`() async throws {
    let session = try await startProbe()
    session.send("\u{1b}[200~one")
    try await session.wait(for: "no end yet")
    session.send("!")
    try await session.wait(for: "the line") { $0.lines.last == "probe> one!" }
    session.send("\r")
    try await session.wait(forRead: "[one!]")
    session.send("\u{1b}[200~two")
    session.send("\u{3}")
    try await session.wait(forRead: "interrupted")
  }

  @Test func `A terminal that can't go up asks before a block is run`() async throws {
    let session = try await startProbe(term: "dumb")
    session.send("\u{1b}[200~one\ntwo\u{1b}[201~")
    try await session.wait(for: "the question") { $0.lines.suffix(3) == ["one", "two", Self.question] }
    session.send("\r")
    try await session.wait(for: "read [one|two]")
    session.send("x\r")
    try await session.wait(for: "read [x]")
  }

  private static let question = "Enter runs these 2 lines one by one, any other key drops them:"
}
