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
