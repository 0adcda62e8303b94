/// Finds what somebody probably meant.
public enum Spelling {
  /// The candidate that fewest edits (insert, delete, replace, swap of neighbours) turn the word into.
  ///
  /// - Parameters:
  ///   - word: what was written; compared without regard to case.
  ///   - candidates: what could have been meant; of equally near ones the first wins.
  ///   - limit: the most edits that count; by default a third of the word, at least one and at most three.
  /// - Returns: nothing when no candidate is near enough.
  public static func nearest<Candidates: Sequence<String>>(
    to word: String, among candidates: Candidates, limit: Int? = nil
  ) -> String? {
    let typed = Array(word.lowercased().prefix(64))
    let limit = limit ?? min(3, max(1, (typed.count + 1) / 3))
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
      let distance = edits(typed, Array(candidate.lowercased().prefix(64)))
      if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.candidate
  }

  /// The candidates that at most two edits turn the word into, or its beginning where the word is long enough to tell;
  /// the nearest first, equally near ones in their order. Short words allow one edit.
  public static func misses<Candidates: Sequence<String>>(of word: String, among candidates: Candidates) -> [String] {
    let typed = Array(word.lowercased().prefix(64))
    let limit = typed.count < 5 ? 1 : 2
    let near: [(distance: Int, candidate: String)] = candidates.compactMap { candidate in
      let meant = Array(candidate.lowercased().prefix(64))
      var distance = edits(typed, meant)
      // Who has not typed it to its end is compared with as much.
      if typed.count >= 4, meant.count > typed.count {
        distance = min(distance, edits(typed, Array(meant.prefix(typed.count))))
      }
      return distance <= limit ? (distance, candidate) : nil
    }
    return near.enumerated().sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
      .map(\.element.candidate)
  }

  /// The optimal string alignment distance.
  private static func edits(_ first: [Character], _ second: [Character]) -> Int {
    if first.isEmpty || second.isEmpty { return max(first.count, second.count) }
    var before: [Int] = []
    var above = Array(0...second.count)
    for row in 1...first.count {
      var current = [row]
      for column in 1...second.count {
        let replaced = above[column - 1] + (first[row - 1] == second[column - 1] ? 0 : 1)
        var cost = min(replaced, above[column] + 1, current[column - 1] + 1)
        if row > 1, column > 1, first[row - 1] == second[column - 2], first[row - 2] == second[column - 1] {
          cost = min(cost, before[column - 2] + 1)
        }
        current.append(cost)
      }
      before = above
      above = current
    }
    return above[second.count]
  }
}
