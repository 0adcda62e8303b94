import Archive
import Glibc
import ImageSpec

/// A container's changes on disk: `attributes`, the table of all changes, and `changes/N`, the data of its files.
///
/// The table alone says what there is; it is replaced in one rename. A data file is never written again once the table
/// names it, so a reader with the shared lock sees one state. Data that no table names is a killed process's.
struct ChangeFolder: Sendable {
  let path: String

  private var table: String { "\(path)/attributes" }
  private var dataFolder: String { "\(path)/changes" }

  func lock(exclusively: Bool) throws -> OpenFile? {
    do { return try Folder.lock("\(path)/lock", exclusively: exclusively) } catch let error as SystemError {
      // The container was removed meanwhile.
      guard error.number == ENOENT else { throw error }
      throw ContainerError.notFound(String(path.split(separator: "/").last ?? ""))
    }
  }

  func read(_ layout: RootLayout) throws -> ChangeSet {
    var set = ChangeSet(layout: layout)
    do {
      try FileIndex(path: table).forEach { set.insert(Change($0)) }
    } catch let error as SystemError where error.number == ENOENT {
      guard access(path, F_OK) == 0 else {
        throw ContainerError.notFound(String(path.split(separator: "/").last ?? ""))
      }
    }
    return set
  }

  /// Makes a set the container's. To be called with the exclusive lock.
  func write(_ set: ChangeSet) throws {
    try Folder.create(dataFolder)
    try Folder.synchronize(dataFolder)
    let writer = try FileIndexWriter(path: table)
    for change in set.sorted { try writer.append(change.record) }
    try writer.finish(durable: true)
    sweep(keeping: set)
  }

  /// Removes data that the table does not name. To be called with the exclusive lock; what fails is tried next time.
  func sweep(keeping set: ChangeSet) {
    let used = set.dataNumbers
    for name in (try? Folder.names(dataFolder)) ?? [] where Int64(name).map({ !used.contains($0) }) ?? true {
      unlink("\(dataFolder)/\(name)")
    }
    for name in (try? Folder.names(path)) ?? [] where name.hasSuffix(".partial") { unlink("\(path)/\(name)") }
  }

  func createData(_ number: Int64) throws -> OpenFile {
    try Folder.create(dataFolder)
    return try OpenFile("\(dataFolder)/\(number)", O_WRONLY | O_CREAT | O_EXCL)
  }

  func openData(_ number: Int64) throws(SystemError) -> OpenFile { try OpenFile("\(dataFolder)/\(number)") }

  func removeData(_ numbers: some Sequence<Int64>) { for number in numbers { unlink("\(dataFolder)/\(number)") } }
}
