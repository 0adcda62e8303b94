import CLibedit

/// What is written past libedit: it believes that the line stands where it left it.
extension EditorSession {
  /// The line before and after the cursor.
  var line: (before: String, after: String) {
    // The buffer has no terminator: what lies behind `lastchar` is old, and some vi commands leave the cursor there.
    guard let editor, let info = el_line(editor)?.pointee else { return ("", "") }
    let cursor = min(info.cursor, info.lastchar)
    let before = UnsafeRawBufferPointer(start: info.buffer, count: cursor - info.buffer)
    let after = UnsafeRawBufferPointer(start: cursor, count: info.lastchar - cursor)
    return (String(decoding: before, as: UTF8.self), String(decoding: after, as: UTF8.self))
  }

  /// Brings a cursor back that stands behind the line's end, from where libedit would delete what is not the line's.
  func mendCursor() {
    guard let editor, let info = el_line(editor)?.pointee, info.cursor > info.lastchar else { return }
    el_cursor(editor, 1)
  }

  /// Draws a line anew that has characters without width, such as accents: libedit gives them no place on the screen.
  func mendScreen(_ line: (before: String, after: String)) {
    let text = line.before + line.after
    guard isANSI, !text.utf8.allSatisfy({ $0 < 0x80 }), text.unicodeScalars.contains(where: { $0.columns == 0 }),
      text.unicodeScalars.allSatisfy({ $0 == "\n" || $0.columns != nil })
    else { return }
    let (cursor, end) = positions
    eraseLine()
    // A full last row: the terminal goes to the next one only with a character.
    let tail = end.column == 0 && !text.hasSuffix("\n") ? " " : ""
    let up = end.row > cursor.row ? "\u{1b}[\(end.row - cursor.row)A" : ""
    let right = cursor.column > 0 ? "\u{1b}[\(cursor.column)C" : ""
    writer.write("\(prompt.lastLine)\(text.replacingNewlines())\(tail)\(up)\r\(right)")
  }

  /// The line's length in bytes.
  var lineLength: Int {
    guard let editor, let info = el_line(editor)?.pointee else { return 0 }
    return info.lastchar - info.buffer
  }

  /// Replaces the line, with the cursor between its parts.
  func setLine(_ before: String, _ after: String) {
    guard let editor else { return }
    let line = line
    el_cursor(editor, Int32(clamping: line.after.unicodeScalars.count))
    let count = line.before.unicodeScalars.count + line.after.unicodeScalars.count
    if count > 0 { el_deletestr(editor, Int32(clamping: count)) }
    let text = before + after
    if !text.isEmpty { el_insertstr(editor, text) }
    if !after.isEmpty { el_cursor(editor, -Int32(clamping: after.unicodeScalars.count)) }
  }

  /// Where the cursor and the end of the line stand, from the prompt's first column.
  var positions: (cursor: ScreenPosition, end: ScreenPosition) {
    let line = line
    var cursor = ScreenPosition(columns: size.columns)
    cursor.advance(over: prompt.visibleText)
    cursor.advance(over: line.before)
    var end = cursor
    end.advance(over: line.after)
    return (cursor, end)
  }

  /// Puts the cursor below the line, with `mark` at the end of it.
  func leaveLine(_ mark: String) {
    guard !isListing else { return writer.write("\r\n") }
    let (cursor, end) = positions
    let down = String(repeating: "\n", count: end.row - cursor.row)
    writer.write(isANSI && end.column > 0 ? "\(down)\r\u{1b}[\(end.column)C\(mark)\r\n" : "\(down)\(mark)\r\n")
  }

  /// Takes the line off the screen, where the terminal can, with the cursor in its place; else begins a new one.
  func eraseLine() {
    guard isANSI else { return writer.write("\r\n") }
    let row = positions.cursor.row
    writer.write("\(row > 0 ? "\u{1b}[\(row)A" : "")\r\u{1b}[J")
  }

  /// Puts another prompt in front of the line. Where nothing can be drawn again, it is left to the next line.
  func change(to prompt: Prompt) {
    guard let editor, let handle, isANSI, prompt != self.prompt else { return }
    eraseLine()
    self.prompt = prompt
    handle.setPrompt(prompt.libeditForm)
    _ = libedit_refresh(editor)
  }

  /// Shows a message above the line.
  func showAbove(_ text: String) {
    guard let editor else { return }
    eraseLine()
    writer.write(text.replacingNewlines())
    _ = libedit_refresh(editor)
  }
}

extension String {
  /// Every `\r\n`, `\r` and `\n` as `newline`, by default as a terminal without output processing wants it.
  func replacingNewlines(with newline: String = "\r\n") -> String {
    var result = ""
    for character in self {
      switch character {
      case "\n", "\r\n", "\r": result += newline
      default: result.append(character)
      }
    }
    return result
  }
}
