import CLibedit

/// The dim hint behind the cursor, and the keys that take it over.
extension EditorSession {
  /// Longer lines than this get no hint: each key would read them anew.
  private static let longestHinted = 4096

  /// What the line may go on with, when the cursor is at its end.
  private var hint: Hint? {
    guard configuration.usesStyles, isANSI, !isListing, !isSearching, configuration.showsHints() else { return nil }
    guard lineLength > 0, lineLength <= Self.longestHinted else { return nil }
    let (typed, after) = line
    guard after.isEmpty else { return nil }
    if let known = knownHint, known.line == typed { return known.hint }
    let hint = newHint(typed)
    knownHint = (typed, hint)
    return hint
  }

  /// The newest line of the history that goes on from the typed one; else what the hinter says.
  private func newHint(_ typed: String) -> Hint? {
    guard let hinter = configuration.hinter, !typed.contains("\n") else { return nil }
    let old = recent.newest(beginningWith: typed) { Self.isShowable($0) && hinter.mayOffer($0) }
    if let old { return .continuation(String(decoding: old.utf8.dropFirst(typed.utf8.count), as: UTF8.self)) }
    return hinter.hint(for: typed).flatMap { Self.isShowable($0.text) ? $0 : nil }
  }

  /// One row without control characters.
  private static func isShowable(_ text: String) -> Bool {
    !text.isEmpty && text.unicodeScalars.allSatisfy { $0.columns != nil }
  }

  /// Shows the hint in the columns that are free; false when there is none.
  func showHint() -> Bool {
    guard let text = hint?.text else { return false }
    let free = size.columns - positions.cursor.column - 1
    guard free > 1 else { return false }
    writer.write("\u{1b}7\u{1b}[2m\(text.fitted(to: free))\u{1b}[0m\u{1b}8")
    return true
  }

  private var continuation: String? {
    if case .continuation(let text) = hint { text } else { nil }
  }

  /// The right arrow: over the next character, or the whole hint.
  func forward() -> UInt8 { take { $0[...] } ?? move { $0.isEmpty ? 0 : 1 } }

  /// End: to the end of the line, or of the hint.
  func goToEnd() -> UInt8 { take { $0[...] } ?? move { $0.count } }

  /// Alt-F: over the next word, of the line or of the hint.
  func forwardWord() -> UInt8 {
    take { $0.prefix(Self.word($0[...])) } ?? move { Self.word($0[...]) }
  }

  private func take(_ part: (String.UnicodeScalarView) -> String.UnicodeScalarView.SubSequence) -> UInt8? {
    guard let editor, let text = continuation?.unicodeScalars else { return nil }
    el_insertstr(editor, String(part(text)))
    return UInt8(CC_REFRESH)
  }

  private func move(_ count: (String.UnicodeScalarView) -> Int) -> UInt8 {
    guard let editor else { return UInt8(CC_ERROR) }
    el_cursor(editor, Int32(clamping: count(line.after.unicodeScalars)))
    return UInt8(CC_CURSOR)
  }

  /// The characters up to the next word's end.
  private static func word(_ text: String.UnicodeScalarView.SubSequence) -> Int {
    let lead = text.prefix { !$0.isWordPart }
    return lead.count + text.dropFirst(lead.count).prefix { $0.isWordPart }.count
  }
}

extension Unicode.Scalar {
  fileprivate var isWordPart: Bool { properties.isAlphabetic || properties.numericType != nil }
}
