/// The lines of a history in memory, in the order in which they came: what hints, the arrows and the search look through.
struct RecentLines {
  private struct Entry {
    let line: String
    /// It came from another shell while this one ran.
    let isForeign: Bool
  }

  /// Where the last search by a beginning ended, so that the next key goes on from there.
  private struct Found {
    let beginning: String
    /// No entry behind it fits.
    let place: Int
  }

  /// So many of a hint's candidates are looked at: more have the same fault.
  private static let offers = 50

  private let limit: Int
  private var entries: [Entry] = []
  private var found: Found?

  /// Makes an empty list that keeps at least the last `limit` lines.
  init(limit: Int) { self.limit = max(limit, 1) }

  /// One past the newest line.
  var end: Int { entries.count }

  /// Adds a line as the newest one, unless it is that already.
  mutating func append(_ line: String, isForeign: Bool = false) {
    if let last = entries.last, last.line == line, !last.isForeign || isForeign { return }
    entries.append(Entry(line: line, isForeign: isForeign))
    found = nil
    if entries.count >= 2 * limit { entries.removeFirst(entries.count - limit) }
  }

  /// The newest line that begins with what is typed and goes on, if `accepts` takes it.
  ///
  /// Each key that is added to the typed text looks only at older lines than the key before has found.
  mutating func newest(beginningWith typed: String, where accepts: (String) -> Bool) -> String? {
    var place = end
    if let found, typed.utf8.starts(with: found.beginning.utf8) { place = min(found.place, end) }
    let newest = fitting(before: place, typed)
    found = Found(beginning: typed, place: newest.map { $0 + 1 } ?? 0)
    var next = newest
    for _ in 0..<Self.offers {
      guard let place = next else { return nil }
      if accepts(entries[place].line) { return entries[place].line }
      next = fitting(before: place, typed)
    }
    return nil
  }

  private func fitting(before place: Int, _ typed: String) -> Int? {
    let wanted = typed.utf8
    return entries[..<place].lastIndex { $0.line.utf8.count > wanted.count && $0.line.utf8.starts(with: wanted) }
  }

  /// The nearest older line that this shell has run, or found when it began, and that begins so and differs from the
  /// one that is shown.
  func older(than place: Int, beginningWith beginning: String, unlike shown: String) -> (place: Int, line: String)? {
    found(entries[..<place].lastIndex { isReached($0, beginning, shown) })
  }

  /// The nearest newer such line.
  func newer(than place: Int, beginningWith beginning: String, unlike shown: String) -> (place: Int, line: String)? {
    guard place < end else { return nil }
    return found(entries[(place + 1)...].firstIndex { isReached($0, beginning, shown) })
  }

  private func isReached(_ entry: Entry, _ beginning: String, _ shown: String) -> Bool {
    !entry.isForeign && entry.line.utf8.starts(with: beginning.utf8) && entry.line != shown
  }

  /// The nearest older line that holds the pattern, other shells' among them.
  func older(than place: Int, holding pattern: SearchPattern, unlike shown: String?) -> (place: Int, line: String)? {
    found(entries[..<place].lastIndex { $0.line != shown && pattern.matches($0.line) })
  }

  /// The nearest newer such line.
  func newer(than place: Int, holding pattern: SearchPattern, unlike shown: String?) -> (place: Int, line: String)? {
    guard place < end else { return nil }
    return found(entries[(place + 1)...].firstIndex { $0.line != shown && pattern.matches($0.line) })
  }

  private func found(_ place: Int?) -> (place: Int, line: String)? { place.map { ($0, entries[$0].line) } }
}
