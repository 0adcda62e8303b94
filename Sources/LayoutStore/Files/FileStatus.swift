import Glibc

/// What the file system says of a file: enough to see whether it is the same and unchanged.
struct FileStatus: Hashable, Sendable {
  let device: UInt64
  let inode: UInt64
  let size: Int64
  let modified: Int64
  let modifiedNanoseconds: Int64
  /// When content, name or owner changed last, which nobody can set.
  let changed: Int64
  let changedNanoseconds: Int64
  let isRegular: Bool
  let isFolder: Bool

  private init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    modified = Int64(status.st_mtim.tv_sec)
    modifiedNanoseconds = Int64(status.st_mtim.tv_nsec)
    changed = Int64(status.st_ctim.tv_sec)
    changedNanoseconds = Int64(status.st_ctim.tv_nsec)
    isRegular = status.st_mode & S_IFMT == S_IFREG
    isFolder = status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether both are the same file, whatever its content.
  func isSameFile(as other: FileStatus) -> Bool { device == other.device && inode == other.inode }

  /// The status of a path, links followed; nil when there is nothing.
  static func of(_ path: String) throws(FileError) -> FileStatus? {
    var status = stat()
    guard stat(path, &status) != 0 else { return FileStatus(status) }
    guard errno == ENOENT || errno == ENOTDIR else { throw FileError(.status, path) }
    return nil
  }

  /// The status of an open file.
  static func of(_ file: OpenFile) throws(FileError) -> FileStatus {
    var status = stat()
    guard fstat(file.descriptor, &status) == 0 else { throw FileError(.status, file.path) }
    return FileStatus(status)
  }
}
