import Presentation

/// The changes that make a table read as the one that was printed. Cells change in place as long as they fit below
/// their headers; where columns come or go, or a cell is too wide, the table is laid out anew with the page's own values
/// wherever they mean the same.
struct TableRevision {
  private(set) var edits: [SourceText.Edit] = []

  private let comparison: TableComparison
  private let bindings: Bindings
  private var sample: SampleTable { comparison.sample }
  private var seen: SampleTable { comparison.seen }

  init(_ comparison: TableComparison, _ bindings: Bindings) {
    self.comparison = comparison
    self.bindings = bindings
    let (pairs, missing, extra) = comparison.aligned()
    let added = sample.skipsRows ? [] : extra
    let changes = pairs.map { pair in (row: pair.sample, cells: changed(pair.sample, pair.seen)) }
    guard !missing.isEmpty || !added.isEmpty || hasOtherColumns || changes.contains(where: { !$0.cells.isEmpty })
    else { return }
    edits = inPlace(changes, missing, added) ?? anew(pairs, added)
  }

  private var hasOtherColumns: Bool { sample.columns.map(\.header) != seen.columns.map(\.header) }

  /// The cells of a row that mean something else than what was printed.
  private func changed(_ row: SampleTable.Row, _ other: SampleTable.Row) -> [String: String] {
    var cells: [String: String] = [:]
    for column in sample.columns {
      guard let own = row.cells[column.name], let printed = other.cells[column.name],
        comparison.drifts(column, own, printed)
      else { continue }
      cells[column.name] = SampleRevision.named(printed, bindings)
    }
    return cells
  }

  // MARK: In place

  /// Where each column begins; nil where the header does not say.
  private var starts: [Int]? {
    var starts: [Int] = []
    var rest = sample.header.text[...]
    var offset = 0
    for column in sample.columns {
      guard let place = rest.firstRange(of: column.header) else { return nil }
      starts.append(offset + rest[..<place.lowerBound].count)
      offset += rest[..<place.upperBound].count
      rest = rest[place.upperBound...]
    }
    return starts
  }

  private func inPlace(
    _ changes: [(row: SampleTable.Row, cells: [String: String])], _ missing: [SampleTable.Row],
    _ added: [SampleTable.Row]
  ) -> [SourceText.Edit]? {
    guard !hasOtherColumns, let starts else { return nil }
    var edits: [SourceText.Edit] = []
    for (row, cells) in changes where !cells.isEmpty {
      guard let line = line(replacing: cells, in: row, starts) else { return nil }
      edits.append(.replace(line: row.line, with: line))
    }
    for row in missing { edits.append(.delete(line: row.line)) }
    let last = sample.rows.last?.line ?? sample.header.number
    for row in added {
      guard let line = line(of: sample.columns.map { SampleRevision.named(row.cells[$0.name] ?? "", bindings) }, starts)
      else { return nil }
      edits.append(.insert(after: last, text: line))
    }
    return edits
  }

  /// A row with some cells changed; nil where one does not stand below its header or does not fit there.
  private func line(replacing cells: [String: String], in row: SampleTable.Row, _ starts: [Int]) -> String? {
    var text = Array(row.text)
    guard !text.contains("\t") else { return nil }
    for (index, column) in sample.columns.enumerated() {
      guard let new = cells[column.name] else { continue }
      let start = starts[index]
      let end = index + 1 < starts.count ? starts[index + 1] : max(text.count, start)
      while text.count < start { text.append(" ") }
      let old = Array(row.cells[column.name] ?? "")
      guard start + old.count <= text.count, Array(text[start..<(start + old.count)]) == old else { return nil }
      let isLast = index + 1 == starts.count
      guard isLast || new.count < end - start else { return nil }
      let isEnd = text[min(text.count, start + old.count)...].allSatisfy { $0 == " " }
      let padding = isLast || isEnd ? "" : String(repeating: " ", count: end - start - new.count)
      text.replaceSubrange(start..<(isLast || isEnd ? text.count : min(end, text.count)), with: new + padding)
    }
    return String(text)
  }

  /// A new row below the headers; nil where a cell does not fit.
  private func line(of cells: [String], _ starts: [Int]) -> String? {
    var text = ""
    for (cell, start) in zip(cells, starts) {
      guard text.isEmpty || text.count < start else { return nil }
      text += String(repeating: " ", count: max(0, start - text.count)) + cell
    }
    while text.last == " " { text.removeLast() }
    return text
  }

  // MARK: Anew

  private func anew(
    _ pairs: [(sample: SampleTable.Row, seen: SampleTable.Row)], _ added: [SampleTable.Row]
  ) -> [SourceText.Edit] {
    let kept = Dictionary(pairs.map { ($0.sample.line, $0.seen) }, uniquingKeysWith: { first, _ in first })
    var places: [Int] = []
    var rows: [[String]] = []
    for row in sample.rows {
      guard let other = kept[row.line] else { continue }
      places.append(row.line)
      rows.append(
        seen.columns.map { column in
          let printed = SampleRevision.named(other.cells[column.name] ?? "", bindings)
          guard let own = row.cells[column.name], let printedRaw = other.cells[column.name],
            let ownColumn = sample.column(column.name), !comparison.drifts(ownColumn, own, printedRaw)
          else { return printed }
          return own
        })
    }
    rows += added.map { row in seen.columns.map { SampleRevision.named(row.cells[$0.name] ?? "", bindings) } }
    let lines = Table(seen.columns.map(\.header), rows: rows).text().split(separator: "\n").map { line in
      var text = String(line)
      while text.last == " " { text.removeLast() }
      return text
    }
    guard lines.count == rows.count + 1 else { return [] }
    var edits: [SourceText.Edit] = [.replace(line: sample.header.number, with: lines[0])]
    for (place, line) in zip(places, lines.dropFirst()) { edits.append(.replace(line: place, with: line)) }
    for row in sample.rows where kept[row.line] == nil { edits.append(.delete(line: row.line)) }
    let last = sample.rows.last?.line ?? sample.header.number
    for line in lines.dropFirst(1 + places.count) { edits.append(.insert(after: last, text: line)) }
    return edits
  }
}

extension TableComparison {
  /// Whether a cell's text is told as a difference that can be written down: another id is none, for ids stand for
  /// whatever the page calls so.
  func drifts(_ column: Column, _ expected: String, _ seen: String) -> Bool {
    if expected == seen { return false }
    var collector = FindingCollector()
    var bindings = Bindings()
    compare(column, 1, expected, seen, &collector, &bindings)
    return !collector.findings.isEmpty
  }
}
