import CLibedit

/// The history: what it holds, and the arrows through it.
extension EditorSession {
  /// Where the arrows are in the history.
  struct Walk {
    /// What stood before the cursor when it began: what is looked for.
    let beginning: String
    /// The line when it began, which comes back below the newest one.
    let typed: (before: String, after: String)
    let place: Int
    let shown: String
  }

  /// Reads the history file, and later what other shells have added to it. A file that can't be read shows when a line
  /// is added to it.
  func readHistory() {
    needsHistory = false
    guard let history, let (lines, mark) = try? history.load(after: historyMark) else { return }
    let isFirst = historyMark == nil
    historyMark = mark
    for line in lines where configuration.historyPolicy.keeps(line) {
      if ownLines.first == line {
        ownLines.removeFirst()
      } else {
        recent.append(line, isForeign: !isFirst)
        if isFirst { memory.enter(line) }
      }
    }
    ownLines = []
  }

  func addHistory(_ line: String) throws {
    guard configuration.historyPolicy.keeps(line) else { return }
    if historyMark == nil { readHistory() }
    memory.enter(line)
    recent.append(line)
    if try history?.append(line) == true { ownLines.append(line) }
  }

  /// The arrow up: in a line of several rows the row above, else the line before that begins alike.
  func older() -> UInt8 {
    let line = line
    if line.before.contains("\n") { return moveRow(-1, line) }
    let walk =
      walk.flatMap { $0.shown == line.before + line.after ? $0 : nil }
      ?? Walk(beginning: line.before, typed: line, place: recent.end, shown: line.before + line.after)
    let found = recent.older(than: walk.place, beginningWith: walk.beginning, unlike: walk.shown)
    return show(found, walk)
  }

  /// The arrow down: the row below, else the line after; below the newest one what was typed.
  func newer() -> UInt8 {
    let line = line
    if line.after.contains("\n") { return moveRow(1, line) }
    guard let walk, walk.shown == line.before + line.after else { return UInt8(CC_ERROR) }
    if let found = recent.newer(than: walk.place, beginningWith: walk.beginning, unlike: walk.shown) {
      return show(found, walk)
    }
    self.walk = nil
    setLine(walk.typed.before, walk.typed.after)
    return UInt8(CC_REFRESH)
  }

  private func show(_ found: (place: Int, line: String)?, _ walk: Walk) -> UInt8 {
    guard let found else { return UInt8(CC_ERROR) }
    self.walk = Walk(beginning: walk.beginning, typed: walk.typed, place: found.place, shown: found.line)
    setLine(found.line, "")
    return UInt8(CC_REFRESH)
  }

  /// Moves the cursor to the same place of the row above or below.
  private func moveRow(_ direction: Int, _ line: (before: String, after: String)) -> UInt8 {
    guard let editor else { return UInt8(CC_ERROR) }
    let rows = (line.before + line.after).unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let before = line.before.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let (row, column) = (before.count - 1, before[before.count - 1].count)
    guard rows.indices.contains(row + direction) else { return UInt8(CC_ERROR) }
    let target = rows[row + direction].count
    let step =
      direction < 0 ? -(column + 1 + max(target - column, 0)) : rows[row].count - column + 1 + min(column, target)
    el_cursor(editor, Int32(clamping: step))
    return UInt8(CC_REFRESH)
  }
}
