import MarkdownText
import Presentation
import TestSupport
import Testing

/// Lines end where a terminal's columns do.
@Suite struct WidthTests {
  private func lines(_ source: String, columns: Int) -> [String] { MarkdownText(source).lines(columns: columns) }

  @Test func `Wide characters take two columns and may end a line`() {
    #expect(lines("コンテナのイメージを取得する。", columns: 20) == ["コンテナのイメージを", "取得する。"])
    // What closes does not begin a line, and what opens does not end one.
    #expect(lines("一二三四五六七八九十。あ", columns: 20) == ["一二三四五六七八九", "十。あ"])
    #expect(lines("一二三四五六七八九「十」", columns: 20) == ["一二三四五六七八九", "「十」"])
    #expect(lines("一行目\n二行目", columns: 20) == ["一行目二行目"])
    #expect(lines("一行目\nabc", columns: 20) == ["一行目 abc"])
    #expect(lines("**強い**言葉は、強い", columns: 20) == ["**強い**言葉は、強い"])
  }

  @Test func `Cyrillic is as wide as Latin`() {
    #expect(
      lines("Образ лежит в хранилище, а контейнер стоит на нём.", columns: 24)
        == ["Образ лежит в хранилище,", "а контейнер стоит на", "нём."])
  }

  @Test func `A word longer than a line is cut`() {
    #expect(
      lines("x sha256:0123456789abcdef0123456789", columns: 20) == ["x", "sha256:0123456789abc", "def0123456789"])
    #expect(lines("- 一二三四五六七八九十", columns: 21) == ["- 一二三四五六七八九", "  十"])
  }

  @Test func `No layout is narrower than twenty columns`() {
    #expect(lines("aaaa bbbb cccc dddd eeee", columns: 1) == ["aaaa bbbb cccc dddd", "eeee"])
    #expect(lines("aaaa bbbb cccc dddd eeee", columns: -5) == ["aaaa bbbb cccc dddd", "eeee"])
  }

  @Test func `Nesting leaves half of the columns to the text`() {
    let deep = lines(String(repeating: "> ", count: 40) + "one two three four", columns: 20)
    #expect(deep == ["> > > > > one two", "> > > > > three four"])
    let list = lines(
      (0..<12).map { String(repeating: "  ", count: $0) + "- n\($0)" }.joined(separator: "\n"), columns: 20)
    #expect(list.suffix(3) == ["        - n9", "        - n10", "        - n11"])
  }

  private func withoutStyles(_ line: String) -> String {
    var parts = line.unicodeScalars.split(separator: "\u{1B}", omittingEmptySubsequences: false)
    for index in parts.indices.dropFirst() { parts[index] = parts[index].drop { $0 != "m" }.dropFirst() }
    return parts.map { String($0) }.joined()
  }

  /// Whatever stands in a text, no line is longer than the terminal, ends in a blank, or holds a control character.
  @Test(arguments: 0..<300)
  func `Lines fit`(_ seed: UInt64) {
    var random = Seeded(seed)
    let parts = [
      "word", " ", " ", "\n", "\n\n", "*", "**", "`", "- ", "1. ", "> ", "[", "](u)", "日本", "。", "「", "<b>", "# ", "|",
      "\n|-|-|\n", "~~", "😀", "й", "\\\n", "> [!TIP]\n", "- [x] ", "<details>", "&amp;", "\t", "!", "e\u{301}",
      "a-very-long-word-of-some-length",
    ]
    let source = (0..<Int.random(in: 1...80, using: &random)).map { _ in
      parts.randomElement(using: &random) ?? ""
    }.joined()
    let columns = Int.random(in: 20...60, using: &random)
    for style in [Style.plain, Style(enabled: true)] {
      for line in MarkdownText(source).lines(columns: columns, style: style) {
        let shown = withoutStyles(line)
        if shown.contains(#/^[>\-0-9. ]*    /#) { continue }
        #expect(DisplayWidth.of(shown) <= columns, "\(source.debugDescription) at \(columns): \(shown)")
        #expect(!shown.hasSuffix(" "), "\(source.debugDescription)")
        #expect(!shown.unicodeScalars.contains { $0.value < 0x20 }, "\(source.debugDescription)")
      }
    }
  }
}
