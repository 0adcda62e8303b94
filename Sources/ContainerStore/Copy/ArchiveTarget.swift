import Archive
import ByteStreams
import ImageSpec

/// Copies into a tar archive.
///
/// What has no data waits until a file behind it comes, so that an archive of one layer's files is in the order of their
/// paths, as extractors expect it for the times of folders; in every archive a folder stands before what is in it.
///
/// `@unchecked Sendable`: used by one thread at a time.
final class ArchiveTarget: CopyTarget, @unchecked Sendable {
  private let writer: TarWriter
  private let name: String?
  private let keepsAttributes: Bool
  private var files: [CopyPlan.File] = []
  private var current: CopyPlan.File?
  private var content: FileContent?
  /// What is to be written before a file with a later path, in the order of the paths.
  private var waiting: [(path: ArchivePath, entry: TarEntry)] = []
  private var nextWaiting = 0

  /// - Parameters:
  ///   - writer: writes the archive.
  ///   - name: what the source is called in it; nil leaves the source itself out and names what is in it alone.
  ///   - keepsAttributes: whether a file keeps what only Windows' layers say of it, which would puzzle a host's tar.
  init(_ writer: TarWriter, name: String?, keepsAttributes: Bool = false) {
    self.writer = writer
    self.name = name.map { $0.isEmpty ? "." : $0 }
    self.keepsAttributes = keepsAttributes
  }

  func make(_ item: CopyPlan.Item) throws {
    guard let entry = named(item) else { return }
    waiting.append((item.path, entry))
  }

  /// Writes what waits and has a path up to this one; everything where there is none.
  private func release(upTo path: ArchivePath?) throws {
    while nextWaiting < waiting.count {
      if let path, path < waiting[nextWaiting].path { return }
      try writer.begin(waiting[nextWaiting].entry)
      nextWaiting += 1
    }
  }

  /// Lets an entry wait in its place.
  private func wait(_ path: ArchivePath, _ entry: TarEntry) {
    var (low, high) = (nextWaiting, waiting.count)
    while low < high {
      let middle = (low + high) / 2
      if waiting[middle].path < path { low = middle + 1 } else { high = middle }
    }
    waiting.insert((path, entry), at: low)
  }

  func expect(_ files: [CopyPlan.File]) { self.files = files }

  func begin(_ number: Int) throws { try begin(files[number]) }

  func begin(_ file: CopyPlan.File) throws {
    try release(upTo: file.item.path)
    current = file
    content = FileContent(of: file.item.entry, into: writer)
    if let entry = named(file.item) { try writer.begin(entry) }
  }

  func data(_ bytes: UnsafeRawBufferPointer) throws { try content?.data(bytes) }

  func end() throws {
    guard let current, let first = named(current.item) else { return }
    try content?.end()
    for other in current.otherNames {
      guard var entry = named(other) else { continue }
      entry.kind = .hardLink
      entry.size = 0
      entry.linkName = first.name
      wait(other.path, entry)
    }
    self.current = nil
  }

  func finish() throws {
    try release(upTo: nil)
    try writer.finish()
  }

  private func named(_ item: CopyPlan.Item) -> TarEntry? {
    var entry = item.entry
    entry.sparse = nil
    switch (name, item.path.isRoot) {
    case (nil, true): return nil
    case (nil, false): entry.name = item.path.description
    case (let name?, true): entry.name = name
    case (let name?, false): entry.name = "\(name)/\(item.path)"
    }
    if entry.kind == .directory { entry.name += "/" }
    if !keepsAttributes { entry.mode = entry.permissions }
    return entry
  }
}
