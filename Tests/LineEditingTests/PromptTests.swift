import Testing

@testable import LineEditing

@Suite struct PromptTests {
  @Test(
    "A prompt's colours stand before printable characters, merged, never at the end",
    arguments: [
      ("plain> ", "plain> "),
      ("\u{1b}[1mbold>\u{1b}[0m ", "\u{1}\u{1b}[1m\u{1}bold>\u{1}\u{1b}[0m\u{1} "),
      ("\u{1b}[1m\u{1b}[32mtwo\u{1b}[0m> ", "\u{1}\u{1b}[1m\u{1b}[32m\u{1}two\u{1}\u{1b}[0m\u{1}> "),
      ("a> \u{1b}[0m", "a>\u{1}\u{1b}[0m\u{1} "),
      ("upper\nlast> ", "last> "),
    ])
  func libeditForm(text: String, form: String) {
    #expect(Prompt(text).libeditForm == form)
  }

  @Test func `The visible text has no colours and the upper lines keep their newlines`() {
    let prompt = Prompt("one\ntwo\n\u{1b}[1;32mdry\u{1b}[0m> ")
    #expect(prompt.visibleText == "dry> ")
    #expect(prompt.upperLines == "one\ntwo\n")
  }
}
