import Archive
import ByteStreams
import Glibc
import ImageSpec

/// Copies to the host: every name is made relative to an open folder, and no link is followed on the way.
///
/// `@unchecked Sendable`: used by one thread at a time.
final class HostTarget: CopyTarget, @unchecked Sendable {
  /// What could not be made without privileges.
  private(set) var skipped: [ArchivePath] = []

  private let top: OpenFile
  private let name: String?
  private var files: [CopyPlan.File] = []
  private var folders: [(file: OpenFile, entry: TarEntry)] = []
  private var parent: (path: ArchivePath, file: OpenFile)?
  private var current: (file: CopyPlan.File, folder: OpenFile, temporary: String, open: OpenFile)?
  private var placement = SparsePlacement(nil)

  init(_ place: HostPlace, isFolder: Bool) throws {
    top = place.folder
    name = place.name
  }

  deinit {
    // A file that was cut leaves nothing.
    if let current { unlinkat(current.folder.descriptor, current.temporary, 0) }
  }

  func expect(_ files: [CopyPlan.File]) { self.files = files }

  func make(_ item: CopyPlan.Item) throws {
    // A folder whose content alone is copied is there already.
    guard let (folder, own) = try place(item.path) else { return }
    switch item.entry.kind {
    case .directory: try makeFolder(item, in: folder, own)
    case .file:
      try begin(CopyPlan.File(item: item))
      try end()
    case .symbolicLink:
      let target = item.entry.linkName.systemName
      try replace(in: folder, own) { symlinkat(target, folder.descriptor, $0.systemName) == 0 }
    case .fifo:
      try replace(in: folder, own) {
        mknodat(folder.descriptor, $0.systemName, S_IFIFO | mode_t(item.entry.mode & 0o777), 0) == 0
      }
    default: skipped.append(item.path)
    }
  }

  func begin(_ number: Int) throws { try begin(files[number]) }

  func begin(_ file: CopyPlan.File) throws {
    guard let (folder, _) = try place(file.item.path) else { return }
    let temporary = Self.temporaryName()
    placement = SparsePlacement(file.item.entry.sparse)
    current = (file, folder, temporary, try OpenFile(temporary, in: folder, O_WRONLY | O_CREAT | O_EXCL))
  }

  func data(_ bytes: UnsafeRawBufferPointer) throws {
    guard let file = current?.open else { return }
    try placement.place(bytes) { offset, run in try file.write(run, at: offset) }
  }

  func end() throws {
    guard let current, let (folder, own) = try place(current.file.item.path) else { return }
    if current.file.item.entry.sparse != nil { try current.open.resize(to: current.file.item.entry.size) }
    try Self.apply(current.file.item.entry, to: current.open)
    try Self.rename(current.temporary, own, in: folder)
    self.current = nil
    for other in current.file.otherNames {
      guard let (target, name) = try place(other.path) else { continue }
      try replace(in: target, name) {
        linkat(folder.descriptor, own.systemName, target.descriptor, $0.systemName, 0) == 0
      }
    }
  }

  func finish() throws {
    // Folders last and the innermost first: one that may not be written would take no content.
    for (file, entry) in folders.reversed() { try Self.apply(entry, to: file) }
    folders = []
  }

  private func makeFolder(_ item: CopyPlan.Item, in folder: OpenFile, _ name: String) throws {
    let isNew = mkdirat(folder.descriptor, name.systemName, 0o700) == 0
    guard isNew || errno == EEXIST else { throw SystemError(call: "mkdir", path: name) }
    let own = try openFolder(name, in: folder)
    if isNew { try remember(own, item.entry) }
  }

  private func openFolder(_ name: String, in folder: OpenFile) throws -> OpenFile {
    do { return try OpenFile(name, in: folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW) } catch {
      if error.number == ENOTDIR || error.number == ELOOP { throw CopyPathError.folderOverFile(name) }
      throw error
    }
  }

  /// More folders than this get their permissions at once, so that not all of them are open.
  private static let maximumOpenFolders = 200

  private func remember(_ folder: OpenFile, _ entry: TarEntry) throws(SystemError) {
    if folders.count < Self.maximumOpenFolders {
      folders.append((folder, entry))
    } else {
      var entry = entry
      entry.mode |= 0o700
      try Self.apply(entry, to: folder)
    }
  }

  /// The open folder and the name in it for a path below the source; nil for a source that is the folder itself.
  private func place(_ path: ArchivePath) throws -> (OpenFile, String)? {
    let components = (name.map { [Substring($0)] } ?? []) + path.components
    guard let last = components.last else { return nil }
    let above = try ArchivePath(cleaning: components.dropLast().joined(separator: "/"))
    if let parent, parent.path == above { return (parent.file, String(last)) }
    var folder = top
    for component in above.components {
      do { folder = try OpenFile(String(component), in: folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW) } catch {
        throw error.number == ELOOP ? SystemError(call: "open", path: String(component), number: ENOTDIR) : error
      }
    }
    parent = (above, folder)
    return (folder, String(last))
  }

  /// Makes something under a temporary name and renames it, so that what was there goes in one step.
  private func replace(in folder: OpenFile, _ name: String, _ make: (String) -> Bool) throws {
    let temporary = Self.temporaryName()
    guard make(temporary) else { throw SystemError(call: "create", path: name) }
    do { try Self.rename(temporary, name, in: folder) } catch {
      unlinkat(folder.descriptor, temporary, 0)
      throw error
    }
    // rename does nothing when both are names of one file.
    unlinkat(folder.descriptor, temporary, 0)
  }

  private static func rename(_ temporary: String, _ name: String, in folder: OpenFile) throws {
    guard renameat(folder.descriptor, temporary, folder.descriptor, name.systemName) == 0 else {
      if errno == EISDIR || errno == ENOTEMPTY || errno == EEXIST { throw CopyPathError.fileOverFolder(name) }
      throw SystemError(call: "rename", path: name)
    }
  }

  /// Permissions without set-id and sticky bits, and the time.
  private static func apply(_ entry: TarEntry, to file: OpenFile) throws(SystemError) {
    guard fchmod(file.descriptor, mode_t(entry.mode & 0o777)) == 0 else {
      throw SystemError(call: "chmod", path: file.path)
    }
    let time = timespec(tv_sec: Int(entry.modified.seconds), tv_nsec: Int(entry.modified.nanoseconds))
    guard futimens(file.descriptor, [time, time]) == 0 else { throw SystemError(call: "utimens", path: file.path) }
  }

  private static func temporaryName() -> String {
    var generator = SystemRandomNumberGenerator()
    return ".drydock-\(String(generator.next(), radix: 36))"
  }
}
