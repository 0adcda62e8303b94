import CLibedit

/// What a line was before: libedit takes back only in vi.
struct UndoLog {
  typealias Line = (before: String, after: String)

  /// Longer lines, in bytes, are not remembered.
  static let longestLine = 4096
  private static let limit = 200

  private var older: [Line] = []
  private var current: Line = ("", "")

  /// Takes the line as it is before the next key. What is typed of one word is one step.
  mutating func note(_ line: Line) {
    guard line.before != current.before || line.after != current.after else { return }
    defer { current = line }
    if line.before + line.after == current.before + current.after { return }
    if isTyping(line) { return }
    older.append(current)
    if older.count > Self.limit { older.removeFirst() }
  }

  /// The line before the last step; nil when there is none.
  mutating func back() -> Line? {
    guard let line = older.popLast() else { return nil }
    current = line
    return line
  }

  /// Whether one character was typed that goes on a word.
  private func isTyping(_ line: Line) -> Bool {
    let (now, old) = (line.before.unicodeScalars, current.before.unicodeScalars)
    return line.after == current.after && now.count == old.count + 1 && line.before.hasPrefix(current.before)
      && now.last != " " && old.last.map { $0 != " " } ?? false
  }
}

extension EditorSession {
  /// Takes the last change back.
  func undo() -> UInt8 {
    guard let line = undoLog.back() else { return UInt8(CC_ERROR) }
    setLine(line.before, line.after)
    return UInt8(CC_REFRESH)
  }
}
