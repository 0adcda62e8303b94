/// What stands around the two values of a difference: the other cells of the row on the page and of the row that was
/// printed. For people only; no verdict depends on it.
public struct Surroundings: Hashable, Sendable {
  /// The cells of one row on both sides of a value.
  public struct Row: Hashable, Sendable {
    /// The cells in front of the value; one that is blank is empty.
    public let before: [String]
    /// The cells behind it, up to the last that is not blank.
    public let after: [String]

    /// Names the cells around a value.
    public init(before: [String] = [], after: [String] = []) {
      self.before = before
      self.after = after
    }
  }

  /// The row on the page.
  public let page: Row
  /// The row that was printed.
  public let seen: Row

  /// Names the rows.
  public init(page: Row, seen: Row) {
    self.page = page
    self.seen = seen
  }
}

extension Surroundings.Row {
  /// The cells around a column's.
  init(_ column: Column, in row: SampleTable.Row, of columns: [Column]) {
    func cells(_ columns: some Sequence<Column>) -> [String] {
      columns.map { row.cells[$0.name] ?? "" }
    }
    let place = columns.firstIndex { $0.name == column.name } ?? columns.endIndex
    var after = cells(columns[place...].dropFirst())
    while after.last?.isEmpty == true { after.removeLast() }
    self.init(before: cells(columns[..<place]), after: after)
  }
}
