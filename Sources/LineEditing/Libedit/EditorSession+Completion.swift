import CLibedit

/// Tab.
extension EditorSession {
  func complete() -> UInt8 {
    guard let editor, let completer = configuration.completer else { return UInt8(CC_ERROR) }
    let (before, after) = line
    let text = Array((before + after).utf8)
    let cursor = before.utf8.count
    let completion = completer.completions(for: before + after, cursor: cursor)
    let range = completion.replaceRange
    guard !completion.candidates.isEmpty, range.lowerBound >= 0, range.lowerBound <= cursor,
      range.upperBound >= cursor, range.upperBound <= text.count
    else { return UInt8(CC_ERROR) }
    switch completion.step(typed: String(decoding: text[range.lowerBound..<cursor], as: UTF8.self)) {
    case .nothing: return UInt8(CC_ERROR)
    case .insert(let new):
      let rest = String(decoding: text[range.upperBound...], as: UTF8.self)
      replace(
        editor, text[range.lowerBound..<cursor], text[cursor..<range.upperBound], by: new, before: rest)
      return UInt8(CC_REFRESH)
    case .list:
      list(completion.candidates)
      return ending == nil ? UInt8(CC_NORM) : UInt8(CC_EOF)
    }
  }

  private func replace(
    _ editor: OpaquePointer, _ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, by new: String, before rest: String
  ) {
    // libedit counts characters where Swift gave bytes.
    let ahead = String(decoding: right, as: UTF8.self).unicodeScalars.count
    let behind = String(decoding: left, as: UTF8.self).unicodeScalars.count
    if ahead > 0 { el_cursor(editor, Int32(ahead)) }
    if ahead + behind > 0 { el_deletestr(editor, Int32(ahead + behind)) }
    // A blank that stands there already is stepped over, not doubled.
    let isSpaced = new.hasSuffix(" ") && rest.hasPrefix(" ")
    el_insertstr(editor, isSpaced ? String(new.dropLast()) : new)
    if isSpaced { el_cursor(editor, 1) }
  }

  /// Shows the candidates below the line, page by page when they are more than the screen holds, and the line again.
  private func list(_ candidates: [Candidate]) {
    guard let editor else { return }
    leaveLine("")
    isListing = true
    let size = size
    let lines = CompletionList.lines(candidates, columns: size.columns, hasColours: isANSI)
    let page = max(size.rows - 1, 1)
    var shown = 0
    var room = lines.count < page ? lines.count : page
    while shown < lines.count {
      let next = lines[shown..<min(shown + room, lines.count)]
      writer.write(next.map { $0 + "\r\n" }.joined())
      shown += next.count
      if shown == lines.count { break }
      writer.write("--More--")
      let key = nextScalar()
      writer.write("\r        \r")
      switch key {
      case " ": room = page
      case "\r", "\n": room = 1
      default: shown = lines.count
      }
    }
    isListing = false
    guard ending == nil else { return }
    _ = libedit_refresh(editor)
    handleEvents()
  }
}
