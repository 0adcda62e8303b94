/// A table as the classic docker CLI lays it out.
///
/// Columns are left aligned, as wide as their widest cell and a padding of three blanks, ten columns at least. The last
/// cell of a line is never padded, and an empty one leaves the padding of the cell before.
/// See Go's [text/tabwriter](https://pkg.go.dev/text/tabwriter).
public struct Table: Hashable, Sendable {
  /// The headings, one a column.
  public var columns: [String]
  /// The lines below the headings; a short row counts as ended by empty cells.
  public var rows: [[String]]
  /// The least width of a column, its padding included: 10, or 20 in the tables of 2016.
  public var minimumWidth: Int
  /// The blanks behind the widest cell.
  public var padding: Int

  /// Composes a table.
  public init(_ columns: [String], rows: [[String]] = [], minimumWidth: Int = 10, padding: Int = 3) {
    self.columns = columns
    self.rows = rows
    self.minimumWidth = minimumWidth
    self.padding = padding
  }

  /// The table's lines, each ended by a line feed; foreign text is escaped here.
  public func text(withHeadings: Bool = true, style: Style = .plain) -> String {
    let lines = (withHeadings ? [columns] : []) + rows
    let cells = lines.map { line in columns.indices.map { $0 < line.count ? line[$0] : "" } }
    return TabbedLines(cells, minimumWidth: minimumWidth, padding: padding)
      .text(headings: withHeadings ? 1 : 0, style: style)
  }
}
