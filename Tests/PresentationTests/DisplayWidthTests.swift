import Presentation
import Testing

@Suite struct DisplayWidthTests {
  @Test(
    "Columns of a text",
    arguments: [
      ("", 0), ("busybox", 7), ("fünf", 4), ("漢字", 4), ("ｆｕｌｌ", 8), ("한국", 4), ("e\u{301}", 1), ("🐳", 2), ("…", 1),
      ("├─", 2), ("\u{200D}", 0), ("ก็", 1),
    ] as [(String, Int)])
  func columns(text: String, expected: Int) {
    #expect(DisplayWidth.of(text) == expected)
  }

  @Test(
    "The last column of a cut text is an ellipsis",
    arguments: [
      ("short", 45, "short"),
      (String(repeating: "x", count: 45), 45, String(repeating: "x", count: 45)),
      (String(repeating: "x", count: 46), 45, String(repeating: "x", count: 44) + "…"),
      ("漢字漢字", 5, "漢字…"),
      ("漢字漢字", 6, "漢字…"),
      ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
      ("ab", 1, "…"), ("ab", 0, ""),
    ] as [(String, Int, String)])
  func ellipsis(text: String, columns: Int, expected: String) {
    #expect(Truncation.ellipsis(text, columns: columns) == expected)
  }

  @Test func `ids lose their algorithm and all but twelve digits`() {
    #expect(Truncation.id("sha256:95ccd3f1dcef9d6a25c5f1c4339b7625") == "95ccd3f1dcef")
    #expect(Truncation.id("8af353c653f5ea62167a8a1e840a325f") == "8af353c653f5")
    #expect(Truncation.id("abc") == "abc")
  }

  @Test func `cells are blanked, escaped, then cut`() {
    #expect(Truncation.createdBy("RUN\tx\u{1B}") == "RUN x\\x1b")
    #expect(Truncation.description("one\ntwo\r\nthree") == "one two  three")
    let long = String(repeating: "x", count: 43) + "\u{1B}[0m"
    #expect(Truncation.description(long) == String(repeating: "x", count: 43) + "\\…")
    #expect(Truncation.description(long, whole: true) == String(repeating: "x", count: 43) + "\\x1b[0m")
    #expect(Truncation.command("/bin/sh -c 'while true; do :; done'") == "\"/bin/sh -c 'while t…\"")
    #expect(Truncation.command("/bin/echo a b") == "\"/bin/echo a b\"")
  }
}
