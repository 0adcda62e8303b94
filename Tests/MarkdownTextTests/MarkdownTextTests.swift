import MarkdownText
import Presentation
import Testing

/// Markdown as a terminal shows it.
@Suite struct MarkdownTextTests {
  private func plain(_ source: String, columns: Int = 60) -> String {
    MarkdownText(source).lines(columns: columns).joined(separator: "\n")
  }

  private func styled(_ source: String, columns: Int = 60) -> String {
    MarkdownText(source).lines(columns: columns, style: Style(enabled: true)).joined(separator: "\n")
  }

  @Test func `Headings keep their level, and paragraphs are filled`() {
    #expect(
      plain("# Get a *base*\n\nTwo\nshort lines.\nSetext\n---\n\n####\n\nEnd\n") == """
        # Get a *base*

        ## Two short lines. Setext

        End
        """)
    #expect(plain("word word word word\nword", columns: 20) == "word word word word\nword")
    #expect(plain("### A heading that is long", columns: 20) == "### A heading that\n    is long")
  }

  @Test func `Emphasis has signs without styles, and looks with them`() {
    let source = "*a b* and **c** and ***d*** and ~~e~~ and `f g`"
    #expect(plain(source) == "*a b* and **c** and ***d*** and ~~e~~ and `f g`")
    #expect(
      styled(source) == """
        \u{1B}[4ma b\u{1B}[0m and \u{1B}[1mc\u{1B}[0m and \u{1B}[1m\u{1B}[4md\u{1B}[0m\u{1B}[0m and \
        \u{1B}[2m~~e~~\u{1B}[0m and \u{1B}[36m`f g`\u{1B}[0m
        """)
    #expect(styled("# Title") == "# \u{1B}[1mTitle\u{1B}[0m")
    #expect(plain("foo*bar*baz") == "foo*bar*baz")
  }

  @Test func `Looks end with the line and begin again on the next`() {
    let lines = MarkdownText("**aaaa bbbb cccc dddd eeee ffff**").lines(columns: 20, style: Style(enabled: true))
    #expect(lines == ["\u{1B}[1maaaa bbbb cccc dddd\u{1B}[0m", "\u{1B}[1meeee ffff\u{1B}[0m"])
  }

  @Test func `A code span keeps its blanks and its backticks`() {
    #expect(plain("say ``a  `b` ``, then") == "say ``a  `b` ``, then")
  }

  @Test func `Code is indented and never wrapped`() {
    #expect(
      plain("Run:\n```sh\ndocker images --format '{{.Repository}}'  \n\n\tx\n```\nDone", columns: 20) == """
        Run:

            docker images --format '{{.Repository}}'

                    x

        Done
        """)
  }

  @Test func `Lists nest, number and tick`() {
    #expect(
      plain(
        """
        Do:
        - one
        - two that is longer than the line of this list, and goes on
          - inner
            1) first
            2) second
        - [ ] open
        - [x] done
        -

        8. eight

        9. nine

           more of it
        10. ten
        """) == """
          Do:

          - one
          - two that is longer than the line of this list, and goes on
            - inner
              1) first
              2) second
          [ ] open
          [x] done
          -

          8. eight

          9. nine

             more of it

          10. ten
          """)
    #expect(plain("- aaaa bbbb cccc dddd eeee", columns: 20) == "- aaaa bbbb cccc\n  dddd eeee")
    #expect(plain("- - - x\n- text\n\n  ```\n  code\n  ```") == "- - - x\n\n- text\n\n      code")
  }

  @Test func `Quotes keep their sign, and alerts say their name`() {
    #expect(plain("> a\n> b\n>\n> > c\n\nd") == "> a b\n>\n> > c\n\nd")
    #expect(plain("> [!TIP]\n> Try `images`.\n>\n> And more.") == "> Tip: Try `images`.\n>\n> And more.")
    #expect(plain("> [!warning]\n>\n> Apart.") == "> Warning: Apart.")
    #expect(plain("> [!NOTE]\n> - item") == "> Note:\n>\n> - item")
    #expect(plain("> [!CAUTION]\n\nx") == "> Caution:\n\nx")
    #expect(plain("> [!OTHER]\n> text") == "> [!OTHER] text")
    #expect(styled("> [!TIP]\n> a") == "> \u{1B}[1mTip:\u{1B}[0m a")
  }

  @Test func `A label stands before the first paragraph`() {
    func labelled(_ source: String, _ style: Style = .plain) -> [String] {
      MarkdownText(source).lines(columns: 40, style: style, label: "Tip:")
    }
    #expect(labelled("Try *it*.\n\nTwice.") == ["Tip: Try *it*.", "", "Twice."])
    #expect(labelled("a", Style(enabled: true)) == ["\u{1B}[1mTip:\u{1B}[0m a"])
    #expect(labelled("- a") == ["Tip:", "", "- a"])
    #expect(labelled("") == ["Tip:"])
  }

  @Test func `Plain text is wrapped with its label, and nothing in it is markup`() {
    #expect(
      PlainText("a *b* `c` # 日本語日本語日本語", label: "Goal:").lines(columns: 20) == [
        "Goal: a *b* `c` # 日", "本語日本語日本語",
      ])
    #expect(
      PlainText("a\nb", label: "G:").lines(columns: 20, style: Style(enabled: true)) == ["\u{1B}[1mG:\u{1B}[0m a", "b"])
    #expect(
      PlainText("a b", isStrong: true).lines(columns: 20, style: Style(enabled: true)) == ["\u{1B}[1ma b\u{1B}[0m"])
    #expect(PlainText("a\u{1B}\n\nb").lines(columns: 20) == ["a\\x1b", "", "b"])
    #expect(PlainText("  one two three four five").lines(columns: 20) == ["  one two three four", "  five"])
    #expect(PlainText("").lines(columns: 20) == [""])
  }

  @Test func `Links are numbered, and their addresses stand below`() {
    #expect(
      plain(
        """
        See [the *spec*](https://example.org/spec) and [it](https://example.org/spec "title"), [here](#below),
        <https://example.org/a> or <me@example.org>, [other](other.md).
        """, columns: 80) == """
          See the *spec* [1] and it [1], here, https://example.org/a or me@example.org,
          other [2].

          [1] https://example.org/spec
          [2] other.md
          """)
    #expect(
      MarkdownText("[a](b.md) [c](d)").lines(columns: 40) { $0 == "b.md" ? "open b" : $0 }
        == ["a [1] c [2]", "", "[1] open b", "[2] d"])
    #expect(plain("![a **dog**](dog.png) and ![](x)") == "[image: a dog] and [image: ]")
    #expect(plain("[![logo](l.png)](https://example.org)") == "[image: logo] [1]\n\n[1] https://example.org")
  }

  @Test func `HTML is dropped and its text kept`() {
    #expect(plain("a<br>b <kbd>Ctrl</kbd>-C <!-- hidden --> c") == "a\nb Ctrl-C c")
    #expect(
      plain("<details>\n<summary>Why &lt;?</summary>\n\nBecause *so*.\n\n</details>\n\nEnd")
        == "Why <?\n\nBecause *so*.\n\nEnd")
    #expect(plain("<!-- tutorial: skip -->\n\nx") == "x")
    #expect(plain("<script>\nalert('<b>')\n</script>\n\n<p>one<br/>two 1 < 2\n</p>") == "one\ntwo 1 < 2")
  }

  @Test func `A rule and hard breaks`() {
    #expect(plain("a  \nb\\\nc\n\n***\n\nd") == "a\nb\nc\n\n---\n\nd")
  }

  @Test func `What controls a terminal is shown, not done`() {
    let source = "a\u{1B}[31mb \u{202E}c `\u{7}`\n\n    \u{1B}]0;x\n\n[l](<https://x/\u{1B}>)\n\n|\u{9B}|\n|-|\n"
    for line in MarkdownText(source).lines(columns: 80) {
      #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
    }
    #expect(plain("a\u{1B}[31mb") == "a\\x1b[31mb")
    #expect(plain("a\tb") == "a b")
  }

  @Test func `Lines end in LF, CRLF or CR`() {
    #expect(plain("a\r\n\r\nb\rc\r\r- d\r\n") == "a\n\nb c\n\n- d")
    #expect(plain("") == "")
    #expect(plain("\n \n") == "")
  }
}
