import Archive
import ImageSpec

/// One thing that a container has otherwise than its image.
struct Change: Hashable, Sendable {
  enum Content: Hashable, Sendable {
    /// An entry of its own. A file's data stands in the data file with this number.
    case entry(TarEntry, data: Int64?)
    /// What the image has here, is gone.
    case whiteout(at: Timestamp)
  }

  /// Where, from the archive's root: under `Files` for Windows.
  let path: ArchivePath
  var content: Content
  /// Whether the image has something here.
  var isOverBase: Bool
  /// Whether a folder hides what the image has in it.
  var isOpaque = false

  var entry: TarEntry? {
    guard case .entry(let entry, _) = content else { return nil }
    return entry
  }

  var data: Int64? {
    guard case .entry(_, let data) = content else { return nil }
    return data
  }

  var isFolder: Bool { entry?.kind == .directory }

  private static let baseKey = "DRYDOCK.base"
  private static let opaqueKey = "DRYDOCK.opaque"
  private static let whiteoutKind = TarEntry.Kind.other(UInt8(ascii: "w"))

  init(path: ArchivePath, content: Content, isOverBase: Bool) {
    self.path = path
    self.content = content
    self.isOverBase = isOverBase
  }

  /// Reads a record of the table.
  init(_ record: IndexedEntry) {
    path = record.path
    var entry = record.entry
    isOverBase = entry.records.values.removeValue(forKey: Self.baseKey) != nil
    isOpaque = entry.records.values.removeValue(forKey: Self.opaqueKey) != nil
    content =
      entry.kind == Self.whiteoutKind
      ? .whiteout(at: entry.modified) : .entry(entry, data: record.dataOffset >= 0 ? record.dataOffset : nil)
  }

  /// The record of the table: an entry whose place is a data file's number, with our own marks among its attributes.
  var record: IndexedEntry {
    var entry: TarEntry
    var data: Int64 = -1
    switch content {
    case .entry(let own, let number):
      entry = own
      data = number ?? -1
    case .whiteout(let time): entry = TarEntry(name: path.description, kind: Self.whiteoutKind, modified: time)
    }
    entry.records.values = entry.records.values.filter { !$0.key.hasPrefix("DRYDOCK.") }
    if isOverBase { entry.records[Self.baseKey] = "1" }
    if isOpaque { entry.records[Self.opaqueKey] = "1" }
    return IndexedEntry(path: path, entry: entry, dataOffset: data)
  }
}
