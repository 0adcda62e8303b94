import Presentation

/// Fills lines with pieces of text. A word that is longer than a line is cut; a line never ends in a blank.
struct LineFiller {
  private(set) var lines: [String] = []

  private let columns: Int
  private let style: Style
  private var line = ""
  private var width = 0
  /// The text at the line's end whose looks are the same, not yet in the line.
  private var run = (text: "", looks: Looks())

  init(_ text: InlineText, columns: Int, style: Style) {
    self.columns = max(1, columns)
    self.style = style
    var start = 0
    while start < text.pieces.count {
      var end = start + 1
      while end < text.pieces.count, text.pieces[end].joint == .glued { end += 1 }
      place(text.pieces[start..<end])
      start = end
    }
    endLine()
  }

  /// Places a word: the pieces between two places where a line may end.
  private mutating func place(_ word: ArraySlice<InlineText.Piece>) {
    guard let first = word.first else { return }
    let wordWidth = word.reduce(0) { $0 + $1.width }
    if width > 0 {
      switch first.joint {
      case .lineEnd: endLine()
      case .blanks(let count) where width + count + wordWidth > columns: endLine()
      case .blanks(let count): appendBlanks(count, first.looks)
      case .glued: break
      }
    }
    for piece in word {
      if width + piece.width <= columns { append(piece.text, piece.width, piece.looks) } else { cut(piece) }
    }
  }

  private mutating func cut(_ piece: InlineText.Piece) {
    for character in piece.text {
      let text = String(character)
      let columnsOfText = DisplayWidth.of(text)
      if width > 0, width + columnsOfText > columns { endLine() }
      append(text, columnsOfText, piece.looks)
    }
  }

  private mutating func appendBlanks(_ count: Int, _ next: Looks) {
    // A blank belongs to the looks on both its sides, or to none.
    append(String(repeating: " ", count: count), count, run.looks.intersection(next))
  }

  private mutating func append(_ text: String, _ columns: Int, _ looks: Looks) {
    if run.looks != looks { endRun() }
    run.looks = looks
    run.text += text
    width += columns
  }

  private mutating func endRun() {
    line += run.looks.apply(to: run.text, style)
    run.text = ""
  }

  private mutating func endLine() {
    endRun()
    guard width > 0 || !line.isEmpty else { return }
    lines.append(line)
    line = ""
    width = 0
  }
}
