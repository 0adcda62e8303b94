import CLibedit

/// The terminal's bracketed paste.
extension EditorSession {
  /// The longest pasted text in bytes that is put into the line, where each key draws it anew.
  private static let longestInserted = 64 << 10
  /// After so many milliseconds of silence within a paste its end may never come.
  private static let silence: Int32 = 1000

  /// What follows `\e[200~`. One line is inserted to be edited, and never run by itself; so are several that fit the
  /// screen, with a word on what Enter will do. More are shown in short and run or dropped by the next key.
  func paste() -> UInt8 {
    guard let editor, let paste = collectPaste() else { return UInt8(CC_EOF) }
    guard !paste.isTooLong else {
      return tell("More than \(PasteCollector.limit >> 20) MiB were pasted: they are too much, and were dropped.")
    }
    let pasted = PastedText(paste.bytes)
    let (before, after) = line
    if pasted.lineCount == 1 {
      guard pasted.text.utf8.count <= Self.longestInserted else {
        return tell(
          "A line of more than \(Self.longestInserted >> 10) KiB was pasted: it is too long, and was dropped.")
      }
      if !pasted.text.isEmpty { el_insertstr(editor, pasted.text) }
      return UInt8(CC_REFRESH)
    }
    let whole = before + pasted.text + after
    guard isANSI, whole.utf8.count <= Self.longestInserted, rows(of: whole) < size.rows - 2 else {
      return confirm(whole)
    }
    eraseLine()
    let count = whole.unicodeScalars.count { $0 == "\n" } + 1
    writer.write("\("\(count) lines: Enter runs them one by one, Ctrl-C drops them.".fitted(to: size.columns - 1))\r\n")
    el_insertstr(editor, pasted.text)
    _ = libedit_refresh(editor)
    return UInt8(CC_NORM)
  }

  /// Reads to the end of the paste; nil when the read ends before. Where the end does not come, a key ends it.
  private func collectPaste() -> PasteCollector? {
    var paste = PasteCollector()
    var isSilent = false
    // What was decoded already belongs to it.
    readAhead = Array(String(String.UnicodeScalarView(typed)).utf8) + readAhead
    typed = []
    while let chunk = nextChunk(within: isSilent ? -1 : Self.silence) {
      if chunk.isEmpty {
        isSilent = true
        _ = tell("The paste has no end yet. Press a key to end it, or Ctrl-C to drop it.")
        continue
      }
      if isSilent, PasteCollector.isKey(chunk) {
        readAhead = chunk
        return paste
      }
      isSilent = false
      if let rest = paste.take(chunk) {
        readAhead = rest
        return paste
      }
    }
    return nil
  }

  /// Shows a block that can't be edited here, and asks whether it is to be run.
  private func confirm(_ block: String) -> UInt8 {
    guard let editor else { return UInt8(CC_ERROR) }
    let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
    let columns = size.columns - 1
    eraseLine()
    // The first ones and the last, as many as leave the question on the screen.
    let room = max(size.rows - 5, 2)
    let head = lines.count <= room + 1 ? lines[...] : lines.prefix(room - 1)
    var shown = head.map { Self.visible($0).fitted(to: columns) }
    if head.count < lines.count {
      shown.append("… \(lines.count - head.count - 1) more lines …".fitted(to: columns))
      shown.append(Self.visible(lines.last ?? "").fitted(to: columns))
    }
    writer.write(shown.map { $0 + "\r\n" }.joined())
    writer.write("Enter runs these \(lines.count) lines one by one, any other key drops them: ".fitted(to: columns))
    isListing = true
    let key = nextScalar()
    isListing = false
    guard ending == nil else { return UInt8(CC_EOF) }
    if key == "\r" || key == "\n" {
      accepted = block
      return UInt8(CC_NEWLINE)
    }
    writer.write("\r\n")
    _ = libedit_refresh(editor)
    handleEvents()
    return ending == nil ? UInt8(CC_NORM) : UInt8(CC_EOF)
  }

  /// The beginning of a line, without what the terminal would take as more than text.
  private static func visible(_ line: Substring) -> String {
    let scalars = line.unicodeScalars.prefix(1000)
    return String(String.UnicodeScalarView(scalars.map { $0 == "\t" ? " " : $0.columns == nil ? "\u{fffd}" : $0 }))
  }

  private func tell(_ message: String) -> UInt8 {
    showAbove(message.fitted(to: size.columns - 1) + "\n")
    return UInt8(CC_NORM)
  }

  /// The rows that a line takes behind the prompt.
  private func rows(of line: String) -> Int {
    var position = ScreenPosition(columns: size.columns)
    position.advance(over: prompt.visibleText)
    position.advance(over: line)
    return position.row + 1
  }
}
