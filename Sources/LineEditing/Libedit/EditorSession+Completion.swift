import CLibedit

/// Tab, and `?` at an empty word.
///
/// A Tab inserts what is certain; where nothing is, it lists. The next one on the same line explains what comes next at
/// this place, the one after that lists again. Where there is nothing to list, the first one explains.
extension EditorSession {
  func complete() -> UInt8 {
    guard let editor, let completer = configuration.completer else { return UInt8(CC_ERROR) }
    let (before, after) = line
    let text = Array((before + after).utf8)
    let cursor = before.utf8.count
    let place = ListedPlace(line: before + after, cursor: cursor)
    if listedPlace == place {
      listedPlace = nil
      if let key = explain(completer, before, after) { return key }
    }
    let completion = completer.completions(for: before + after, cursor: cursor)
    let range = completion.replaceRange
    guard !completion.candidates.isEmpty, range.lowerBound >= 0, range.lowerBound <= cursor,
      range.upperBound >= cursor, range.upperBound <= text.count
    else { return explain(completer, before, after) ?? UInt8(CC_ERROR) }
    switch completion.step(typed: String(decoding: text[range.lowerBound..<cursor], as: UTF8.self)) {
    case .nothing: return UInt8(CC_ERROR)
    case .insert(let new):
      let rest = String(decoding: text[range.upperBound...], as: UTF8.self)
      replace(
        editor, text[range.lowerBound..<cursor], text[cursor..<range.upperBound], by: new, before: rest)
      return UInt8(CC_REFRESH)
    case .list:
      listedPlace = place
      return list(completion)
    }
  }

  /// `?`: explains at an empty word, and is typed elsewhere.
  func explainOrInsert() -> UInt8 {
    guard let editor else { return UInt8(CC_ERROR) }
    let (before, after) = line
    if after.first.map({ $0 == " " }) ?? true, let completer = configuration.completer {
      let found = explanation(completer, before, after)
      if found.isAtEmptyWord, !found.lines.isEmpty { return show(found.lines) }
    }
    el_insertstr(editor, "?")
    return UInt8(CC_REFRESH)
  }

  /// Shows what a person should know to go on; nil where there is nothing to say.
  private func explain(_ completer: any Completer, _ before: String, _ after: String) -> UInt8? {
    let lines = explanation(completer, before, after).lines
    return lines.isEmpty ? nil : show(lines)
  }

  private func explanation(_ completer: any Completer, _ before: String, _ after: String) -> Explanation {
    completer.explanation(for: before + after, cursor: before.utf8.count, columns: max(size.columns - 1, 1))
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
}

/// A line as it stood when its candidates were listed.
struct ListedPlace: Equatable {
  let line: String
  let cursor: Int
}
