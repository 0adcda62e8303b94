import Presentation

/// Lays a table out: as it is where it fits, else with wrapped cells, else, where those would be too narrow to read, a
/// row as lines of `heading: value`.
struct TableLayout {
  let lines: [String]

  /// The blanks between two columns.
  private static let padding = 2
  /// The narrowest column that wrapped cells are put in.
  private static let narrowest = 12

  /// Takes rows of cells, the headings first; all rows have as many cells as the first.
  init(_ rows: [[InlineText]], columns: Int, style: Style) {
    guard let headings = rows.first, !headings.isEmpty else {
      lines = []
      return
    }
    let natural = headings.indices.map { column in
      rows.map { column < $0.count ? DisplayWidth.of($0[column].text(from: 0)) : 0 }.max() ?? 0
    }
    let available = columns - Self.padding * (natural.count - 1)
    let widths = Self.share(available, among: natural)
    if zip(widths, natural).allSatisfy({ $0 >= min($1, Self.narrowest) }) {
      lines = Self.table(rows, widths, style)
    } else {
      lines = Self.records(rows.dropFirst(), headings, columns, style)
    }
  }

  /// Gives each column what it wants, as long as there is enough; the wide ones share what is left.
  private static func share(_ available: Int, among natural: [Int]) -> [Int] {
    var widths = natural
    var rest = available
    for (place, column) in natural.indices.sorted(by: { natural[$0] < natural[$1] }).enumerated() {
      widths[column] = min(natural[column], max(0, rest / (natural.count - place)))
      rest -= widths[column]
    }
    return widths
  }

  private static func table(_ rows: [[InlineText]], _ widths: [Int], _ style: Style) -> [String] {
    var cells: [[String]] = []
    var headings = 0
    for (number, row) in rows.enumerated() {
      let filled = zip(row, widths).map { LineFiller($0, columns: $1, style: .plain).lines }
      for line in 0..<max(1, filled.map(\.count).max() ?? 0) {
        cells.append(filled.map { line < $0.count ? $0[line] : "" })
      }
      guard number == 0 else { continue }
      headings = cells.count
      cells.append(
        widths.indices.map { column in
          String(repeating: "-", count: max(1, cells.map { DisplayWidth.of($0[column]) }.max() ?? 0))
        })
    }
    return TabbedLines(cells, minimumWidth: 0, padding: padding).text(headings: headings, style: style)
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  private static func records(
    _ rows: some Sequence<[InlineText]>, _ headings: [InlineText], _ columns: Int, _ style: Style
  ) -> [String] {
    var lines: [String] = []
    for row in rows {
      if !lines.isEmpty { lines.append("") }
      for (heading, value) in zip(headings, row) where !value.isEmpty {
        var text = InlineText()
        if !heading.isEmpty {
          text.add(heading.text(from: 0) + ":", .strong)
          text.addBlank()
        }
        text.append(value)
        let filled = LineFiller(text, columns: columns - 2, style: style).lines
        lines += filled.enumerated().map { $0.offset == 0 ? $0.element : "  " + $0.element }
      }
    }
    return lines
  }
}
