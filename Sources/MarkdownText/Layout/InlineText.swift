import Presentation

/// The text of a paragraph, in pieces between which a line may end.
struct InlineText {
  struct Piece {
    var text: String
    var width: Int
    let looks: Looks
    /// What stands between the piece before and this one.
    var joint: Joint
  }

  enum Joint: Hashable {
    /// Nothing; a line can't end here.
    case glued
    /// So many blanks, which a line's end takes the place of.
    case blanks(Int)
    /// A line ends here.
    case lineEnd
  }

  private(set) var pieces: [Piece] = []
  private var joint = Joint.glued
  /// What the last character allows.
  private var last = LineBreaking.Class.ordinary

  var isEmpty: Bool { pieces.isEmpty }

  /// Adds foreign text: blanks and tabs part words; more than one blank counts only in code.
  mutating func add(_ text: String, _ looks: Looks = []) {
    let blanked = text.utf8.contains(0x09) ? String(text.map { $0 == "\t" ? " " : $0 }) : text
    var chunk = ""
    for character in Escaping.line(blanked) {
      if character == " " {
        flush(&chunk, looks)
        addBlank(counting: looks.contains(.code))
        continue
      }
      let here = LineBreaking.Class(character)
      if last == .wideLineEnd {
        if here == .wide || here == .opening { joint = .blanks(0) }
        last = .ordinary
      }
      if LineBreaking.isAllowed(between: last, and: here) {
        flush(&chunk, looks)
        if joint == .glued, !pieces.isEmpty { joint = .blanks(0) }
      }
      chunk.append(character)
      last = here
    }
    flush(&chunk, looks)
  }

  /// Adds a sign of ours that sticks to the text behind it.
  mutating func open(_ sign: String, _ looks: Looks = []) {
    var sign = sign
    flush(&sign, looks)
    last = .opening
  }

  /// Adds a sign of ours that sticks to the text before it.
  mutating func close(_ sign: String, _ looks: Looks = []) {
    var sign = sign
    flush(&sign, looks)
  }

  /// Adds a blank where a line may end.
  mutating func addBlank() { addBlank(counting: false) }

  /// Adds a line end of the source: it means a blank, but nothing between two wide characters.
  mutating func addSoftBreak() {
    let before = last
    addBlank()
    if before == .wide || before == .closing { last = .wideLineEnd }
  }

  /// Adds what was collected elsewhere.
  mutating func append(_ other: InlineText) {
    for var piece in other.pieces {
      if piece.joint == .glued { piece.joint = joint }
      pieces.append(piece)
      joint = .glued
    }
    last = other.last
  }

  /// A line end that is meant.
  mutating func addLineEnd() {
    if !pieces.isEmpty { joint = .lineEnd }
    last = .ordinary
  }

  /// The text behind the first pieces, without any looks.
  func text(from first: Int) -> String {
    var text = ""
    for (index, piece) in pieces[first...].enumerated() {
      if index > 0, case .blanks(let count) = piece.joint { text += String(repeating: " ", count: count) }
      if index > 0, piece.joint == .lineEnd { text += " " }
      text += piece.text
    }
    return text
  }

  private mutating func addBlank(counting: Bool) {
    last = .ordinary
    switch joint {
    case .glued: if !pieces.isEmpty { joint = .blanks(1) }
    case .blanks(let count): joint = .blanks(counting ? count + 1 : max(1, count))
    case .lineEnd: break
    }
  }

  private mutating func flush(_ chunk: inout String, _ looks: Looks) {
    guard !chunk.isEmpty else { return }
    pieces.append(Piece(text: chunk, width: DisplayWidth.of(chunk), looks: looks, joint: joint))
    joint = .glued
    chunk = ""
  }
}
