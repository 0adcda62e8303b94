import Archive
import ByteStreams
import Glibc
import ImageSpec

/// Collects what is copied in, before it becomes part of the container: data goes to new data files at once, entries
/// wait until it is known that all of them fit.
///
/// `@unchecked Sendable`: used by one thread at a time, under the container's exclusive lock.
final class Staging: TarVisitor, @unchecked Sendable {
  struct Item {
    /// Below the copy's target; the root is the target itself.
    let path: ArchivePath
    var entry: TarEntry
    var data: Int64?
  }

  private(set) var items: [Item] = []
  private(set) var numbers: [Int64] = []
  private let folder: ChangeFolder
  private let options: CopyOptions
  private var next: Int64
  private var file: OpenFile?
  private var placement = SparsePlacement(nil)

  init(_ folder: ChangeFolder, after changes: ChangeSet, options: CopyOptions) {
    self.folder = folder
    self.options = options
    next = (changes.dataNumbers.max() ?? 0) + 1
  }

  /// Takes a file, a folder or a link of the host.
  func add(_ path: ArchivePath, _ entry: TarEntry, file source: OpenFile? = nil) throws {
    var entry = normalized(entry)
    var number: Int64?
    if let source {
      let (own, target) = try newFile()
      number = own
      if let map = try source.holes() {
        try target.resize(to: map.size)
        try source.copy(map, into: PlacingSink(map, target))
      } else {
        try source.copy(into: target)
      }
      try target.synchronize()
      entry.size = Int64(try target.status().st_size)
    }
    items.append(Item(path: path, entry: entry, data: number))
  }

  func entry(_ entry: TarEntry, dataOffset: Int64) throws {
    let path = try ArchivePath(cleaning: entry.name)
    var own = normalized(entry)
    switch entry.kind {
    case .other: throw CopyPathError.unsupportedKind(entry.name)
    case .hardLink:
      // Another name shares the data; nothing else is linked to, so that a later change of one leaves the other.
      let target = try ArchivePath(cleaning: entry.linkName)
      guard let linked = items.last(where: { $0.path == target }) else {
        throw CopyPathError.danglingHardLink(entry.name, target: entry.linkName)
      }
      own = linked.entry
      items.append(Item(path: path, entry: own, data: linked.data))
    case .file:
      let (number, target) = try newFile()
      file = target
      placement = SparsePlacement(entry.sparse)
      // Holes stay holes in our own file.
      if entry.sparse != nil { try target.resize(to: entry.size) }
      own.sparse = nil
      items.append(Item(path: path, entry: own, data: number))
    default: items.append(Item(path: path, entry: own, data: nil))
    }
  }

  func data(_ bytes: UnsafeRawBufferPointer) throws {
    guard let file else { return }
    try placement.place(bytes) { offset, run in try file.write(run, at: offset) }
  }

  func endEntry() throws {
    try file?.synchronize()
    file = nil
  }

  /// Gives the data back of a copy that failed.
  func discard() { folder.removeData(numbers) }

  private func newFile() throws -> (Int64, OpenFile) {
    let number = next
    next += 1
    let file = try folder.createData(number)
    numbers.append(number)
    return (number, file)
  }

  /// What counts of an entry: layers hold whole seconds, and only attributes that say something of the file itself.
  private func normalized(_ entry: TarEntry) -> TarEntry {
    var entry = entry
    entry.modified.nanoseconds = 0
    entry.mode = entry.permissions
    if !options.keepsOwners { (entry.userID, entry.groupID) = (0, 0) }
    entry.records.values = entry.records.values.filter { PAXRecords.isKept($0.key) && !$0.key.hasPrefix("DRYDOCK.") }
    return entry
  }
}

/// Writes the parts of a file with holes to their places.
///
/// `@unchecked Sendable`: used by one thread at a time.
private final class PlacingSink: ByteSink, @unchecked Sendable {
  private let file: OpenFile
  private var placement: SparsePlacement

  init(_ map: SparseMap, _ file: OpenFile) {
    self.file = file
    placement = SparsePlacement(map)
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    try placement.place(bytes) { offset, run in try file.write(run, at: offset) }
  }
}
