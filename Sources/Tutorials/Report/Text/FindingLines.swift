import Presentation

/// A finding for people: where, what kind and why, and below it expected and seen, one under the other, with the part
/// that decides between signs.
struct FindingLines {
  let finding: Finding
  let page: String
  /// The step's verdict, which is not said again.
  let verdict: Verdict
  /// What the reader should know besides: that the finding does not count.
  let standing: Standing
  let columns: Int
  let style: Style

  /// The lines, without their ends.
  var lines: [String] { [Self.margin + head] + comparison.map { Self.margin + "  " + $0 } }

  /// The indent of a finding below its step.
  static let margin = "      "

  private var head: String {
    "\(Escaping.line(page)):\(finding.line): \(title): \(Escaping.line(finding.reason))"
  }

  fileprivate var title: String { Self.title(finding, besides: verdict, standing, style) }

  /// The kind, with its verdict where that is another than the step's, and why it does not count.
  static func title(_ finding: Finding, besides verdict: Verdict, _ standing: Standing, _ style: Style) -> String {
    let own = finding.verdict == verdict ? "" : "\(finding.verdict.rawValue), "
    return own + style.bold(finding.kind.rawValue) + (standing.note.map { " (\($0))" } ?? "")
  }

  /// More of a value than this helps nobody.
  static let longest = 300

  fileprivate var comparison: [String] {
    guard finding.surroundings != nil || !finding.expected.isEmpty && !finding.seen.isEmpty else {
      return [("expected", finding.expected), ("seen", finding.seen)].filter { !$0.1.isEmpty }.map { name, value in
        "\(name.padding(to: 8))  \(Escaping.line(Self.cut(value)))"
      }
    }
    let marked = MarkedText.compare(finding.expected, finding.seen)
    let rows = finding.surroundings ?? Surroundings(page: .init(), seen: .init())
    // A cell stands in its row, as far as the row fits.
    for shape in Shape.allCases {
      let (first, second) = (shape.apply(rows.page), shape.apply(rows.seen))
      let isAlone = first.before.isEmpty && first.after.isEmpty
      let values = [marked.expected, marked.seen].map { $0.shortened(to: Self.longest) }
      let plain = values.map { $0.text(isAlone: isAlone) }
      let cells = [
        ["expected"] + first.before + [plain[0]] + first.after, ["seen"] + second.before + [plain[1]] + second.after,
      ]
      let lines = TabbedLines(cells, minimumWidth: 0, padding: 2).text().split(separator: "\n").map(String.init)
      let fits = lines.allSatisfy { DisplayWidth.of($0) + Self.margin.count + 2 <= columns }
      guard fits || shape == .alone else { continue }
      guard style.isEnabled else { return lines }
      // Colour repeats what the signs say.
      return zip(lines, zip(values, plain)).map { line, value in
        guard let place = line.ranges(of: value.1).last else { return line }
        return line[..<place.lowerBound] + value.0.text(isAlone: isAlone, style: style) + line[place.upperBound...]
      }
    }
    return []
  }

  static func cut(_ text: String) -> String { text.count > longest ? text.prefix(longest) + "…" : text }

  /// How much of a row is shown.
  private enum Shape: CaseIterable {
    case row
    case beginning
    case key
    case alone

    func apply(_ row: Surroundings.Row) -> Surroundings.Row {
      switch self {
      case .row: row
      case .beginning: .init(before: row.before)
      case .key: .init(before: Array(row.before.prefix(1)))
      case .alone: .init()
      }
    }
  }
}

extension String {
  /// The text with blanks behind it.
  func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - DisplayWidth.of(self))) }
}

extension Finding {
  /// The finding in words: its verdict, kind and reason, and below them expected and seen with the part that decides
  /// marked. Its place is left to who shows it; foreign text is escaped.
  ///
  /// - Parameter columns: the width that decides how much of a row is shown.
  /// - Returns: lines without an end of the last one.
  public func text(columns: Int = 120) -> String {
    let lines = FindingLines(
      finding: self, page: "", verdict: .pass, standing: .refused, columns: columns, style: .plain)
    return (["\(lines.title): \(Escaping.line(reason))"] + lines.comparison).joined(separator: "\n")
  }
}
