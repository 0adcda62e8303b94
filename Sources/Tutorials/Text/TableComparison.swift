/// Compares two tables: columns by name, rows by key as a set, cells by type.
struct TableComparison {
  let sample: SampleTable
  let seen: SampleTable

  func compare(_ collector: inout FindingCollector, _ bindings: inout Bindings) {
    compareColumns(&collector)
    let (pairs, missing, extra) = aligned()
    for pair in pairs { compare(pair.sample, pair.seen, &collector, &bindings) }
    for row in missing {
      collector.add(row.line, .missingRow, LinePattern.folded(row.text), "", "no such row was printed", .mismatch)
    }
    if sample.skipsRows { return }
    for row in extra {
      let line = sample.rows.last?.line ?? sample.header.number
      collector.add(line, .extraRow, "", LinePattern.folded(row.text), "the page does not show this row")
    }
  }

  /// The rows that belong together, in the page's order, and those that only one side has.
  func aligned() -> Alignment {
    var (pairs, missing, extra) = matched()
    if isOrdered || seen.column("CONTAINER ID") != nil {
      // Rows without a name of their own are what stands in the same place.
      let count = min(missing.count, extra.count)
      for (row, other) in zip(missing.prefix(count), extra.prefix(count)) { pairs.append((row, other)) }
      missing.removeFirst(count)
      extra.removeFirst(count)
    }
    pairs.sort { $0.sample.line < $1.sample.line }
    return (pairs, missing, extra)
  }

  typealias Alignment = (
    pairs: [(sample: SampleTable.Row, seen: SampleTable.Row)], missing: [SampleTable.Row], extra: [SampleTable.Row]
  )

  /// The rows of a history have an order and no key.
  private var isOrdered: Bool { sample.column("CREATED BY") != nil }

  private func matched() -> Alignment {
    if isOrdered { return ([], sample.rows, seen.rows) }
    var byKey: [String: [Int]] = [:]
    for (index, row) in seen.rows.enumerated().reversed() { byKey[Self.key(row, seen), default: []].append(index) }
    var pairs: [(SampleTable.Row, SampleTable.Row)] = []
    var missing: [SampleTable.Row] = []
    var taken: Set<Int> = []
    for row in sample.rows {
      if let index = byKey[Self.key(row, sample)]?.popLast() {
        taken.insert(index)
        pairs.append((row, seen.rows[index]))
      } else {
        missing.append(row)
      }
    }
    return (pairs, missing, seen.rows.enumerated().filter { !taken.contains($0.offset) }.map(\.element))
  }

  /// What makes a row the one it is: repository and tag, a name, else the first column.
  private static func key(_ row: SampleTable.Row, _ table: SampleTable) -> String {
    if let repository = row.cells["REPOSITORY"] {
      return "\(familiar(repository)):\(row.cells["TAG"] ?? row.cells["DIGEST"] ?? "")"
    }
    if table.column("DISK USAGE") != nil, let image = row.cells["IMAGE"] { return familiar(image) }
    if let name = row.cells["NAMES"] ?? row.cells["NAME"] { return familiar(name) }
    return table.columns.first.flatMap { row.cells[$0.name] } ?? ""
  }

  /// A repository without what Docker Hub's names leave out.
  private static func familiar(_ name: String) -> String {
    for prefix in ["docker.io/library/", "docker.io/"] where name.hasPrefix(prefix) {
      return String(name.dropFirst(prefix.count))
    }
    return name
  }

  private func compareColumns(_ collector: inout FindingCollector) {
    let line = sample.header.number
    if (sample.column("DISK USAGE") != nil) != (seen.column("DISK USAGE") != nil) {
      return collector.add(
        line, .generation, LinePattern.folded(sample.header.text), LinePattern.folded(seen.header.text),
        "docker 29 made IMAGE of REPOSITORY and TAG, and other sizes; names and ids are compared")
    }
    for column in sample.columns {
      guard let other = seen.column(column.name) else {
        let isOld = column.isOfOneGeneration
        collector.add(
          line, isOld ? .generation : .layout, column.header, "",
          isOld ? "only another generation prints this column" : "this column was not printed")
        continue
      }
      if other.header != column.header {
        collector.add(line, .generation, column.header, other.header, "the column's header in another generation")
      }
    }
    for column in seen.columns where sample.column(column.name) == nil {
      let isNew = column.isOfOneGeneration
      collector.add(
        line, isNew ? .generation : .layout, "", column.header, "the page does not show this column")
    }
  }

  private func compare(
    _ row: SampleTable.Row, _ other: SampleTable.Row, _ collector: inout FindingCollector, _ bindings: inout Bindings
  ) {
    for column in sample.columns {
      guard let expected = row.cells[column.name], let seen = other.cells[column.name],
        expected != seen || column.kind == .id
          || column.kind == .reference
      else { continue }
      collector.surroundings = Surroundings(
        page: .init(column, in: row, of: sample.columns), seen: .init(column, in: other, of: self.seen.columns))
      compare(column, row.line, expected, seen, &collector, &bindings)
    }
    collector.surroundings = nil
  }

  /// Compares two cells of a column.
  func compare(
    _ column: Column, _ line: Int, _ expected: String, _ seen: String, _ collector: inout FindingCollector,
    _ bindings: inout Bindings
  ) {
    switch column.kind {
    case .id, .reference:
      compareNames(column, line, expected, seen, &collector, &bindings)
    case .age:
      if AgeText(expected) == nil || AgeText(seen) == nil {
        collector.add(line, .age, expected, seen, "not an age on both sides")
      }
    case .instant:
      if InstantText.length(expected[...]) == nil || InstantText.length(seen[...]) == nil {
        collector.add(line, .age, expected, seen, "not a point in time on both sides")
      }
    case .size: collector.compareSizes(line, expected, seen, column: column.name)
    case .cutText: compareCut(column, line, expected, seen, &collector)
    case .tag, .count, .mark: collector.add(line, .value, expected, seen, "another value under \(column.header)")
    case .text: compareText(column, line, expected, seen, &collector, &bindings)
    }
  }

  private func compareNames(
    _ column: Column, _ line: Int, _ expected: String, _ seen: String, _ collector: inout FindingCollector,
    _ bindings: inout Bindings
  ) {
    if IDText.isID(expected), IDText.isID(seen) {
      collector.bind(line, id: expected, to: seen, &bindings)
    } else if IDText.isID(expected), seen == "<missing>" {
      collector.add(line, .generation, expected, seen, "ids of images that are not local are not shown any more")
    } else if expected != seen {
      compareText(column, line, expected, seen, &collector, &bindings)
    }
  }

  private func compareText(
    _ column: Column, _ line: Int, _ expected: String, _ seen: String, _ collector: inout FindingCollector,
    _ bindings: inout Bindings
  ) {
    if column.kind == .reference, Self.familiar(expected) == Self.familiar(seen) { return }
    if let captures = LinePattern(expected).match(seen) {
      collector.compare(captures, line: line, &bindings)
    } else {
      collector.add(line, column.kind == .id ? .id : .value, expected, seen, "another value under \(column.header)")
    }
  }

  /// Texts that are cut at different widths, with different marks, are equal as far as both go.
  private func compareCut(
    _ column: Column, _ line: Int, _ expected: String, _ seen: String, _ collector: inout FindingCollector
  ) {
    let first = Self.uncut(expected)
    let second = Self.uncut(seen)
    let isCut = first.isCut || second.isCut
    if first.text == second.text && first.isCut == second.isCut
      || isCut && Self.agree(first, second)
      || first.text.count == 45 && second.isCut && first.text.hasPrefix(second.text)
    {
      collector.addOnce(
        "cut \(column.name)", line, .generation, expected, seen, "the same text, cut as another generation does")
    } else {
      collector.add(line, .value, expected, seen, "another text under \(column.header)")
    }
  }

  private static func agree(_ first: (text: String, isCut: Bool), _ second: (text: String, isCut: Bool)) -> Bool {
    if first.isCut, second.isCut { return first.text.hasPrefix(second.text) || second.text.hasPrefix(first.text) }
    return first.isCut ? second.text.hasPrefix(first.text) : first.text.hasPrefix(second.text)
  }

  private static func uncut(_ text: String) -> (text: String, isCut: Bool) {
    // A command in quotes is cut inside of them.
    let bare = text.hasPrefix("\"") && text.hasSuffix("\"") && text.count > 1 ? String(text.dropLast()) : text
    for mark in ["...", "…"] where bare.hasSuffix(mark) { return (String(bare.dropLast(mark.count)), true) }
    return (text, false)
  }
}
