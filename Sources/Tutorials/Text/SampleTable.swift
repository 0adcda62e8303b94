/// A table, read by the places of its headers.
public struct SampleTable: Hashable, Sendable {
  /// One row.
  public struct Row: Hashable, Sendable {
    /// Its line on the page.
    public let line: Int
    /// The row as it stands.
    public let text: String
    /// The cells by their column's ``Column/name``; one that is blank is empty.
    public let cells: [String: String]
  }

  /// The header's line.
  public let header: Sample.Line
  /// The columns in order.
  public let columns: [Column]
  /// The rows, a line of only `...` left out.
  public let rows: [Row]
  /// Whether a line of only `...` stands for rows that are not shown.
  public let skipsRows: Bool
  /// The lines of the table, its header included.
  let lines: Range<Int>

  /// Finds the first table in some lines: a line of at least two known headers, and the rows up to a blank line.
  public init?(_ lines: [Sample.Line]) {
    for (index, line) in lines.enumerated() {
      guard let places = Self.headers(line.text) else { continue }
      let body = lines[(index + 1)...].prefix { !$0.text.isBlank }
      header = line
      columns = places.map(\.column)
      skipsRows = body.contains { $0.isElision }
      rows = body.filter { !$0.isElision }.map { Self.row($0, places) }
      self.lines = index..<body.endIndex
      return
    }
    return nil
  }

  /// The column of that name.
  func column(_ name: String) -> Column? { columns.first { $0.name == name } }

  private typealias Place = (column: Column, start: Int)

  private static func headers(_ line: String) -> [Place]? {
    var places: [Place] = []
    let text = Array(line)
    var index = 0
    while index < text.count {
      if text[index] == " " || text[index] == "\t" {
        index += 1
        continue
      }
      let found = Column.known.first { column in
        let header = Array(column.header)
        let end = index + header.count
        return end <= text.count && Array(text[index..<end]) == header
          && (end == text.count || text[end] == " " || text[end] == "\t")
      }
      guard let found else { return nil }
      places.append((found, index))
      index += found.header.count
    }
    return places.count >= 2 ? places : nil
  }

  private static func row(_ line: Sample.Line, _ places: [Place]) -> Row {
    let cells = line.text.contains("\t") ? nil : sliced(Array(line.text), places)
    return Row(line: line.number, text: line.text, cells: cells ?? nearest(line.text, places))
  }

  /// The cells where every one begins below its header; nothing for a row in which one does not.
  private static func sliced(_ text: [Character], _ places: [Place]) -> [String: String]? {
    var cells: [String: String] = [:]
    for (index, place) in places.enumerated() {
      if place.start > 0, place.start < text.count, text[place.start - 1] != " " { return nil }
      let end = index + 1 < places.count ? places[index + 1].start : text.count
      let start = min(place.start, text.count)
      let cell = String(text[start..<min(max(start, end), text.count)])
      let trimmed = cell.trimmed
      // A cell that begins late, or that holds two, was not written below its header.
      if !trimmed.isEmpty, cell.first == " " { return nil }
      if place.column.kind != .cutText, place.column.kind != .text, trimmed.contains("  ") { return nil }
      cells[place.column.name] = trimmed
    }
    return cells
  }

  /// The cells of a row that was moved by hand: parts between two blanks or more, each in the column whose header
  /// begins nearest, in order.
  private static func nearest(_ text: String, _ places: [Place]) -> [String: String] {
    var parts: [(text: String, start: Int)] = []
    var blanks = 2
    for (index, sign) in text.enumerated() {
      if sign == " " || sign == "\t" {
        blanks += sign == "\t" ? 2 : 1
        continue
      }
      if blanks >= 2 || parts.isEmpty {
        parts.append((String(sign), index))
      } else {
        parts[parts.count - 1].text += String(repeating: " ", count: blanks) + String(sign)
      }
      blanks = 0
    }
    if parts.count == 1, places.count > 1, let cells = byType(text.blankSeparated, places.map(\.column)) {
      return cells
    }
    var cells = Dictionary(places.map { ($0.column.name, "") }, uniquingKeysWith: { first, _ in first })
    if parts.count == places.count {
      for (part, place) in zip(parts, places) { cells[place.column.name] = part.text }
      return cells
    }
    var first = 0
    for part in parts where first < places.count {
      let best =
        (first..<places.count).min { abs(places[$0].start - part.start) < abs(places[$1].start - part.start) } ?? first
      cells[places[best].column.name] = part.text
      first = best + 1
    }
    return cells
  }

  /// The cells of a row whose columns are one blank apart, as a page's conversion leaves them: told by what they hold.
  private static func byType(_ words: [String], _ columns: [Column]) -> [String: String]? {
    var cells: [String: String] = [:]
    var rest = words[...]
    for (index, column) in columns.enumerated() {
      let count: Int
      switch column.kind {
      case .age:
        guard let (_, length) = AgeText.read(rest) else { return nil }
        count = length
      case .size: count = SizeText(rest.prefix(2).joined(separator: " ")) != nil && rest.count > 1 ? 2 : 1
      case .cutText, .text, .mark, .instant:
        // Free text has no end of its own: only in the last column.
        guard index == columns.count - 1 else { return nil }
        count = rest.count
      case .reference, .tag, .id, .count: count = 1
      }
      guard count <= rest.count else { return nil }
      cells[column.name] = rest.prefix(count).joined(separator: " ")
      rest = rest.dropFirst(count)
    }
    return rest.isEmpty ? cells : nil
  }
}
