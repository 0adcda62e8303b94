import CLibedit

/// What is shown below the line at a key: it stays on the screen, and the line comes again after it.
extension EditorSession {
  /// So many are listed only when they are wanted, as in other shells.
  private static let manyCandidates = 100

  /// Lists candidates; when they are more than the screen holds it is said how many there are.
  func list(_ completion: Completion) -> UInt8 {
    let list = CompletionList(columns: size.columns, hasStyles: hasStyles)
    let count = completion.candidates.count
    if count > Self.manyCandidates {
      // Laid out once they are wanted: it takes a moment.
      return show(asking: "\(count) candidates: see them with space, leave with q") { list.lines(completion) }
    }
    let lines = list.lines(completion)
    return show(lines.count < pageRows ? lines : ["\(count) candidates:"] + lines)
  }

  /// Shows lines below the line, see ``show(asking:_:)``.
  func show(_ lines: [String]) -> UInt8 { show(asking: nil) { lines } }

  /// Shows lines below the line, page by page when they are more than the screen holds: space and Tab show the next
  /// page, Enter the next line, q ends it, and any other key too, which then does what it does in the line.
  ///
  /// - Parameters:
  ///   - question: what is asked before the first page; the lines are shown at once where there is none.
  ///   - makeLines: none wider than the screen; not called where they aren't wanted.
  /// - Returns: what libedit is to do next.
  private func show(asking question: String?, _ makeLines: () -> [String]) -> UInt8 {
    guard let editor else { return UInt8(CC_ERROR) }
    leaveLine("")
    isListing = true
    var shown = 0
    var room = question.map(ask) ?? pageRows
    let lines = room > 0 ? makeLines() : []
    while room > 0 {
      let next = lines[shown..<min(shown + room, lines.count)]
      writer.write(next.map { $0 + "\r\n" }.joined())
      shown += next.count
      room = shown < lines.count ? ask("--More-- \(shown) of \(lines.count)") : 0
    }
    isListing = false
    guard ending == nil else { return UInt8(CC_EOF) }
    _ = libedit_refresh(editor)
    handleEvents()
    return ending == nil ? UInt8(CC_NORM) : UInt8(CC_EOF)
  }

  /// The lines of the screen that a page fills.
  private var pageRows: Int { max(size.rows - 1, 1) }

  /// How many lines more are wanted.
  private func ask(_ question: String) -> Int {
    let text = question.fitted(to: size.columns - 1)
    writer.write(text)
    let key = nextScalar()
    writer.write("\r\(String(repeating: " ", count: text.displayColumns))\r")
    switch key {
    case " ", "\t": return pageRows
    case "\r", "\n": return 1
    // Ctrl-D and Ctrl-G would do harm, or nothing, in the line.
    case nil, "q", "Q", "\u{4}", "\u{7}": return 0
    case .some(let other):
      typed.insert(other, at: 0)
      return 0
    }
  }
}
