import MarkdownText
import Presentation
import Testing

@Suite struct MarkdownTableTests {
  private let source = """
    | Check | What it looks at |
    |:--|--:|
    | `image REF` | the reference resolves and **every** layer is there |
    | `pushed REF` | the registry serves it |
    """

  @Test func `A table that fits stands in columns`() {
    #expect(
      MarkdownText("Text\n\n" + source + "\n\nEnd").lines(columns: 80) == [
        "Text", "",
        "Check         What it looks at",
        "-----         ----------------",
        "`image REF`   the reference resolves and **every** layer is there",
        "`pushed REF`  the registry serves it",
        "", "End",
      ])
    #expect(
      MarkdownText("|a|\n|-|\n").lines(columns: 80, style: Style(enabled: true)) == ["\u{1B}[1ma\u{1B}[0m", "-"])
  }

  @Test func `Cells wrap where the terminal is narrower`() {
    #expect(
      MarkdownText(source).lines(columns: 40) == [
        "Check         What it looks at",
        "-----         ----------------",
        "`image REF`   the reference resolves and",
        "              **every** layer is there",
        "`pushed REF`  the registry serves it",
      ])
  }

  @Test func `A row becomes lines where cells would be too narrow`() {
    #expect(
      MarkdownText("> " + source.replacing("\n", with: "\n> ")).lines(columns: 24) == [
        "> Check: `image REF`",
        "> What it looks at:",
        ">   the reference",
        ">   resolves and",
        ">   **every** layer is",
        ">   there",
        ">",
        "> Check: `pushed REF`",
        "> What it looks at:",
        ">   the registry serves",
        ">   it",
      ])
  }

  @Test func `Missing cells are empty`() {
    #expect(MarkdownText("|a|b|\n|-|-|\n|x|\n||y|\n").lines(columns: 80) == ["a  b", "-  -", "x", "   y"])
  }
}
