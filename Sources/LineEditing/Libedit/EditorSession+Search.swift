import CLibedit

/// Ctrl-R: a search through the history, which the prompt shows.
///
/// Each character narrows it; Ctrl-R goes to older lines, Ctrl-S to newer ones; Ctrl-G, Escape and Ctrl-C give back the
/// line that was there. Any other key takes the found line and does what it does: Enter runs it, an arrow edits it.
extension EditorSession {
  /// Ends a search as Ctrl-G does.
  static let cancelKey: Unicode.Scalar = "\u{7}"

  /// What has been found for what.
  private struct Search {
    var pattern = ""
    var found: (place: Int, line: String)?
    var hasFailed = false
  }

  func search() -> UInt8 {
    guard editor != nil else { return UInt8(CC_ERROR) }
    let (typedLine, ownPrompt) = (line, prompt)
    var search = Search()
    isSearching = true
    while true {
      draw(search, typedLine)
      guard let key = nextScalar() else {
        isSearching = false
        return UInt8(CC_EOF)
      }
      switch key {
      case "\u{12}": goOlder(&search)
      case "\u{13}": goNewer(&search)
      case "\u{7f}", "\u{8}":
        if !search.pattern.isEmpty { search.pattern.removeLast() }
        search.found = nil
        find(&search, before: recent.end)
      case Self.cancelKey, KeyBindings.viEscape: return leave(typedLine, ownPrompt)
      case Self.escape where !isFollowed(): return leave(typedLine, ownPrompt)
      case _ where key.columns != nil && key != Self.escape:
        search.pattern.unicodeScalars.append(key)
        find(&search, before: search.found.map { $0.place + 1 } ?? recent.end)
      default:
        typed.insert(key, at: 0)
        lastPattern = search.pattern
        let line = line
        return leave(line, ownPrompt)
      }
    }
  }

  private func find(_ search: inout Search, before place: Int, unlike shown: String? = nil) {
    guard !search.pattern.isEmpty else { return search.hasFailed = false }
    let found = recent.older(than: place, holding: SearchPattern(search.pattern), unlike: shown)
    search.hasFailed = found == nil
    search.found = found ?? search.found
  }

  /// The next older line; with nothing typed what was looked for last.
  private func goOlder(_ search: inout Search) {
    if search.pattern.isEmpty { search.pattern = lastPattern }
    find(&search, before: search.found?.place ?? recent.end, unlike: search.found?.line)
  }

  private func goNewer(_ search: inout Search) {
    guard let found = search.found else { return }
    let newer = recent.newer(than: found.place, holding: SearchPattern(search.pattern), unlike: found.line)
    search.hasFailed = newer == nil
    search.found = newer ?? found
  }

  /// Draws the search: its prompt, and the found line with the cursor at what was found.
  private func draw(_ search: Search, _ typedLine: (before: String, after: String)) {
    let pattern = search.pattern.fitted(to: max(size.columns / 3, 4))
    let prompt = Prompt("\(search.hasFailed ? "no match" : "search") '\(pattern)': ")
    guard let found = search.found else { return redraw(typedLine, prompt) }
    let scalars = found.line.unicodeScalars
    let place = SearchPattern(search.pattern).place(in: found.line) ?? scalars.count
    redraw((String(scalars.prefix(place)), String(scalars.dropFirst(place))), prompt)
  }

  private func leave(_ line: (before: String, after: String), _ prompt: Prompt) -> UInt8 {
    isSearching = false
    redraw(line, prompt)
    return UInt8(CC_NORM)
  }

  private func redraw(_ line: (before: String, after: String), _ prompt: Prompt) {
    guard let editor, let handle else { return }
    eraseLine()
    self.prompt = prompt
    handle.setPrompt(prompt.libeditForm)
    setLine(line.before, line.after)
    _ = libedit_refresh(editor)
  }
}
