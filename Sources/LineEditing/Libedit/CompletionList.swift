/// The candidates of a completion as lines for a screen.
enum CompletionList {
  private static let gap = 2

  /// One candidate a line with its gloss, dim, when any has one; else as many columns as fit, filled downwards.
  static func lines(_ candidates: [Candidate], columns: Int, hasColours: Bool) -> [String] {
    let names = candidates.map { shown($0.text) }
    let widest = names.map(\.displayColumns).max() ?? 0
    // The last column stays free: a terminal may wrap after it.
    let columns = max(columns - 1, 1)
    guard candidates.contains(where: { $0.gloss?.isEmpty == false }) else {
      return grid(names, cell: widest + gap, columns: columns)
    }
    let nameColumns = min(widest, columns)
    return zip(candidates, names).map { candidate, name in
      let name = name.fitted(to: nameColumns)
      let room = columns - nameColumns - gap
      guard let gloss = candidate.gloss, !gloss.isEmpty, room > 1 else { return name }
      let text = shown(gloss).fitted(to: room)
      return padded(name, to: nameColumns + gap) + (hasColours ? "\u{1b}[2m\(text)\u{1b}[0m" : text)
    }
  }

  private static func grid(_ names: [String], cell: Int, columns: Int) -> [String] {
    let across = max((columns + gap) / cell, 1)
    let rows = (names.count + across - 1) / across
    return (0..<rows).map { row in
      let cells = stride(from: row, to: names.count, by: rows).map { names[$0].fitted(to: columns) }
      return cells.dropLast().map { padded($0, to: cell) }.joined() + (cells.last ?? "")
    }
  }

  private static func padded(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(columns - text.displayColumns, 0))
  }

  /// Control characters are not the list's to send: names come from elsewhere.
  private static func shown(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.columns == nil ? "\u{fffd}" : $0 }))
  }
}
