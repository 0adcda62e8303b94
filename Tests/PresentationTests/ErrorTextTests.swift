import Presentation
import Testing

@Suite struct ErrorTextTests {
  @Test func `an error is one line a part, and can't be made more by what it quotes`() {
    let error = ErrorText(
      "Error response from daemon: No such image: x\n\u{1B}[2Jforged", detail: "Nothing has this name.",
      nextStep: ErrorText.didYouMean("xs:latest"))
    #expect(
      error.text() == """
        Error response from daemon: No such image: x\\n\\x1b[2Jforged
        Nothing has this name.
        Did you mean "xs:latest"?

        """)
  }

  @Test func `parts that are not there give no line`() {
    #expect(ErrorText("broken", nextStep: ErrorText.didYouMean(nil)).text() == "broken\n")
  }

  @Test func `styles are written only when they are on`() {
    #expect(ErrorText("broken").text(style: Style(enabled: true)) == "\u{1B}[31mbroken\u{1B}[0m\n")
    #expect(Style(enabled: false).bold("x") == "x")
    #expect(Style(enabled: true).dim("") == "")
  }
}
