import ImageCommands
import MarkdownText
import Presentation

/// What a lesson says, as lines that fit the terminal. Nothing depends on colour or on a cursor.
struct LessonVoice: Sendable {
  /// Takes what is said.
  let output: any TextOutput
  private let columns: Int
  private let style: Style

  /// Speaks on an output.
  init(on output: any TextOutput, _ terminal: TerminalTraits) {
    self.output = output
    columns = max(20, min(terminal.columns, 100))
    style = terminal.style
  }

  /// Says something, wrapped at blanks.
  func say(_ text: String) { write(PlainText(text).lines(columns: columns, style: style)) }

  /// Says what a label stands before: `Goal: …`.
  func say(_ label: String, _ text: String) {
    write(PlainText(text, label: "\(label):").lines(columns: columns, style: style))
  }

  /// Says a heading.
  func heading(_ text: String) { write(PlainText(text, isStrong: true).lines(columns: columns, style: style)) }

  /// Shows commands as they can be typed, never wrapped.
  func commands(_ text: String) {
    for line in text.split(separator: "\n") { write(["  \(Escaping.line(String(line)))"]) }
  }

  /// Shows a page's own text; `address` says how the address of a link is shown.
  func prose(_ markdown: String, address: (String) -> String = { $0 }) {
    write(MarkdownText(markdown).lines(columns: columns, style: style, address: address))
  }

  /// Shows what the page has to say after a success.
  func tip(_ markdown: String) {
    write(MarkdownText(markdown).lines(columns: columns, style: style, label: "Tip:"))
  }

  /// An empty line.
  func blank() { write([""]) }

  private func write(_ lines: [String]) {
    // Whoever reads no more has nothing to be told.
    try? output.write(lines.map { $0 + "\n" }.joined())
  }
}
