/// The candidates of a completion as lines for a screen.
struct CompletionList {
  private static let gap = 2
  /// Fewer columns than these say nothing of a candidate.
  private static let leastGloss = 8

  /// The width of the lines. The screen's last column stays free: a terminal may wrap after it.
  private let columns: Int
  private let hasStyles: Bool

  init(columns: Int, hasStyles: Bool) {
    self.columns = max(columns - 1, 1)
    self.hasStyles = hasStyles
  }

  /// The lines: each group under its heading when there are several. Candidates that have glosses stand one a line, with
  /// the gloss cut to what is left of the width; a group without any in as many columns as fit, filled downwards.
  func lines(_ completion: Completion) -> [String] {
    var groups: [(heading: String?, candidates: [Candidate])] = []
    for candidate in completion.candidates {
      // The nearest come first, whatever they are.
      if completion.fit == .nearMiss, !groups.isEmpty {
        groups[0].candidates.append(candidate)
      } else if let known = groups.firstIndex(where: { $0.heading == candidate.group }) {
        groups[known].candidates.append(candidate)
      } else {
        groups.append((candidate.group, [candidate]))
      }
    }
    let glossed = completion.candidates.filter(\.isGlossed).map { Self.shown($0.text).displayColumns }
    // A few long names don't push all the glosses off the screen.
    let nameColumns = glossed.filter { $0 <= max(columns - 3 * Self.leastGloss, columns / 2) }.max() ?? 0
    let body = groups.flatMap { heading, candidates in
      let lines =
        candidates.contains(where: \.isGlossed) ? candidates.map { row($0, nameColumns) } : grid(candidates)
      return groups.count > 1 && heading != nil ? [bold(heading ?? "")] + lines : lines
    }
    return completion.fit == .nearMiss ? [bold("No match; near it:")] + body : body
  }

  private func row(_ candidate: Candidate, _ nameColumns: Int) -> String {
    let name = Self.shown(candidate.text).fitted(to: columns)
    let start = max(nameColumns, name.displayColumns) + Self.gap
    guard let gloss = candidate.gloss, !gloss.isEmpty, columns - start >= Self.leastGloss else { return name }
    return Self.padded(name, to: start) + styled("2", Self.shown(gloss).fitted(to: columns - start))
  }

  private func grid(_ candidates: [Candidate]) -> [String] {
    let names = candidates.map { Self.shown($0.text).fitted(to: columns) }
    let cell = (names.map(\.displayColumns).max() ?? 0) + Self.gap
    let across = max((columns + Self.gap) / cell, 1)
    let rows = (names.count + across - 1) / across
    return (0..<rows).map { row in
      let cells = stride(from: row, to: names.count, by: rows).map { names[$0] }
      return cells.dropLast().map { Self.padded($0, to: cell) }.joined() + (cells.last ?? "")
    }
  }

  private func bold(_ heading: String) -> String { styled("1", Self.shown(heading).fitted(to: columns)) }

  private func styled(_ style: String, _ text: String) -> String {
    hasStyles ? "\u{1b}[\(style)m\(text)\u{1b}[0m" : text
  }

  private static func padded(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(columns - text.displayColumns, 0))
  }

  /// Control characters are not the list's to send: names come from elsewhere.
  private static func shown(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.columns == nil ? "\u{fffd}" : $0 }))
  }
}

extension Candidate {
  fileprivate var isGlossed: Bool { gloss?.isEmpty == false }
}
