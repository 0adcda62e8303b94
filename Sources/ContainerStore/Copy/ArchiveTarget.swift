import Archive
import ImageSpec

/// Copies into a tar archive.
///
/// `@unchecked Sendable`: used by one thread at a time.
final class ArchiveTarget: CopyTarget, @unchecked Sendable {
  private let writer: TarWriter
  private let name: String
  private let isFolder: Bool
  private var files: [CopyPlan.File] = []
  private var current: CopyPlan.File?

  init(_ writer: TarWriter, name: String, isFolder: Bool) {
    self.writer = writer
    self.name = name.isEmpty ? "." : name
    self.isFolder = isFolder
  }

  func make(_ item: CopyPlan.Item) throws { try writer.begin(named(item)) }

  func expect(_ files: [CopyPlan.File]) { self.files = files }

  func begin(_ number: Int) throws { try begin(files[number]) }

  func begin(_ file: CopyPlan.File) throws {
    current = file
    try writer.begin(named(file.item))
  }

  func data(_ bytes: UnsafeRawBufferPointer) throws { try writer.write(bytes) }

  func end() throws {
    guard let current else { return }
    for other in current.otherNames {
      var entry = named(other)
      entry.kind = .hardLink
      entry.size = 0
      entry.linkName = named(current.item).name
      try writer.begin(entry)
    }
    self.current = nil
  }

  func finish() throws { try writer.finish() }

  private func named(_ item: CopyPlan.Item) -> TarEntry {
    var entry = item.entry
    entry.name = item.path.isRoot ? name : "\(name)/\(item.path)"
    if entry.kind == .directory { entry.name += "/" }
    // The bits that only Windows' layers have would puzzle the host's tar.
    entry.mode = entry.permissions
    return entry
  }
}
