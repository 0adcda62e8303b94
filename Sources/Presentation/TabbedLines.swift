/// Lines of cells as Go's tabwriter lays them out.
///
/// A column reaches as far down as consecutive lines have a cell there that is not their last; it is as wide as its
/// widest cell and the padding. The last cell of a line is never padded.
/// See Go's [text/tabwriter](https://pkg.go.dev/text/tabwriter).
public struct TabbedLines: Hashable, Sendable {
  /// The lines' cells.
  public var lines: [[String]]
  /// The least width of a column, its padding included.
  public var minimumWidth: Int
  /// The blanks behind the widest cell.
  public var padding: Int

  /// Takes lines of cells.
  public init(_ lines: [[String]], minimumWidth: Int = 10, padding: Int = 3) {
    self.lines = lines
    self.minimumWidth = minimumWidth
    self.padding = padding
  }

  /// Takes a text whose lines have tabs between their cells.
  public init(_ text: String, minimumWidth: Int = 10, padding: Int = 3) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    // The line feed of the last line begins no other one.
    if lines.last?.isEmpty == true { lines.removeLast() }
    self.init(
      lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) },
      minimumWidth: minimumWidth, padding: padding)
  }

  /// The lines, each ended by a line feed; foreign text is escaped here. The first lines may be headings in bold.
  public func text(headings: Int = 0, style: Style = .plain) -> String {
    let cells = lines.map { $0.map { Escaping.line($0) } }
    let widths = cells.map { $0.map { DisplayWidth.of($0) } }
    let columns = Self.columns(widths)
    var text = ""
    for (number, line) in cells.enumerated() {
      for (column, cell) in line.enumerated() {
        text += number < headings ? style.bold(cell) : cell
        if column < line.count - 1 {
          text += String(
            repeating: " ", count: max(minimumWidth, columns[number][column] + padding) - widths[number][column])
        }
      }
      text += "\n"
    }
    return text
  }

  /// The widest cell of the column that each cell belongs to.
  private static func columns(_ widths: [[Int]]) -> [[Int]] {
    var result = widths
    for column in 0..<(widths.map(\.count).max() ?? 0) {
      var start = 0
      while start < widths.count {
        let block = widths[start...].prefix { $0.count > column + 1 }
        let widest = block.map { $0[column] }.max() ?? 0
        for line in block.indices { result[line][column] = widest }
        start = max(block.endIndex, start) + 1
      }
    }
    return result
  }
}
