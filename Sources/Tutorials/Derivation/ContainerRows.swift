/// The rows of a page's lists of containers, found by a name or by the beginning of an id.
struct ContainerRows {
  private var byName: [String: SampleTable.Row] = [:]
  private var byID: [(id: String, row: SampleTable.Row)] = []

  init(_ tables: [SampleTable]) {
    for row in tables.flatMap(\.rows) {
      guard let id = row.cells["CONTAINER ID"], !id.isEmpty else { continue }
      byID.append((id, row))
      if let name = row.cells["NAMES"], byName[name] == nil { byName[name] = row }
    }
  }

  /// The first row that shows it.
  func row(_ name: String) -> SampleTable.Row? {
    if let row = byName[name] { return row }
    // Only what looks like an id can be the beginning of one.
    guard let first = name.utf8.first, (0x30...0x39).contains(first) || (0x61...0x66).contains(first) else {
      return nil
    }
    return byID.first { $0.id.hasPrefix(name) || name.hasPrefix($0.id) }?.row
  }
}
