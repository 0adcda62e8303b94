import Presentation

/// The changes of a page for people, as a diff shows them: the place, what stands there and what shall.
struct EditList {
  let edits: [SourceText.Edit]
  let source: SourceText
  let path: String

  /// Lines, each ended by a line feed, foreign text escaped.
  func text(style: Style = .plain) -> String {
    var lines: [String] = []
    var last: Int?
    for edit in edits.enumerated().sorted(by: { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) })
      .map(\.element)
    {
      // Neighbours share a place.
      if last.map({ edit.line > $0 + 1 }) ?? true { lines.append("\(Escaping.line(path)):\(edit.line):") }
      last = edit.line
      switch edit {
      case .replace(let line, let text):
        lines.append(style.red(Escaping.line("- " + source.text(line))))
        lines.append(style.green(Escaping.line("+ " + text)))
      case .delete(let line): lines.append(style.red(Escaping.line("- " + source.text(line))))
      case .insert(_, let text): lines.append(style.green(Escaping.line("+ " + text)))
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
