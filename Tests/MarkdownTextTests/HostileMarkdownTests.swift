import MarkdownText
import Testing

/// Markdown that was written to hurt ends, with little to show. Each of these takes minutes or gigabytes in a parser or
/// a layout that is not linear, which the tests' own time limit then shows.
@Suite(.timeLimit(.minutes(1))) struct HostileMarkdownTests {
  private static func filled(_ unit: String, size: Int = 1 << 18) -> String {
    String(repeating: unit, count: size / unit.utf8.count)
  }

  @Test(arguments: [
    "[", "![", "[a](", "*a **b ", "a_", "`", "` `` ", "<a ", "<!--", "&", "\\", "~~a ", "|", "[a]: b\n", "[a][", "> ",
    "- ",
    "- a\n\n", "* * a\n", "<details>\n", "a\u{301}", "\u{301}", "日", "|\n", "1. ", "- [ ] ", "# ", "a@b.c ",
  ])
  func `A quarter of a megabyte of one thing`(_ unit: String) {
    _ = MarkdownText(Self.filled(unit)).lines(columns: 40)
  }

  @Test func `Ten thousand nested quotes and lists, and blank lines below`() {
    let blanks = String(repeating: "\n", count: 200_000)
    for sign in ["> ", "- ", "1. ", "> - "] {
      let lines = MarkdownText(String(repeating: sign, count: 10_000) + "deep" + blanks + "end").lines(columns: 40)
      #expect(lines.first?.hasSuffix("deep") == true)
      #expect(lines.last == "end")
      #expect(lines.count <= 3)
    }
  }

  @Test func `A table that would have a hundred million cells is no table`() {
    let heading = String(repeating: "|a", count: 500) + "|\n" + String(repeating: "|-", count: 500) + "|\n"
    let lines = MarkdownText(heading + String(repeating: "|a\n", count: 300_000)).lines(columns: 40)
    #expect(lines.first?.hasPrefix("|a|a") == true)
    let wide = MarkdownText(Self.filled("|a", size: 1 << 20) + "|\n" + Self.filled("|-", size: 1 << 20) + "|\n").lines(
      columns: 40)
    #expect(wide.last == "(1048580 bytes more are not shown)")
  }

  @Test func `A line's number stays its own below many blank lines`() {
    let document = MarkdownDocument(["# a"] + [String](repeating: "", count: 500) + ["# b"])
    let lines = document.walk().compactMap { event in
      if case .enter(let node) = event, node.kind == .heading { node.lines } else { nil }
    }
    #expect(lines == [1...1, 502...502])
  }
}
