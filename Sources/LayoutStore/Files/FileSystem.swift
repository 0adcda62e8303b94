import Glibc

/// The file system's calls that the store needs, with errors that name the file.
enum FileSystem {
  /// Renames, replacing what the new name was; atomic.
  static func rename(_ old: String, to new: String) throws(FileError) {
    guard Glibc.rename(old, new) == 0 else { throw FileError(.rename, new) }
  }

  /// Removes a file. Idempotent: one that is gone is no error.
  ///
  /// - Returns: whether there was one.
  @discardableResult
  static func remove(_ path: String) throws(FileError) -> Bool {
    guard unlink(path) != 0 else { return true }
    guard errno == ENOENT || errno == ENOTDIR else { throw FileError(.remove, path) }
    return false
  }

  /// Makes a folder and those above it. Idempotent.
  static func createFolder(_ path: String) throws(FileError) {
    guard mkdir(path, 0o755) != 0, errno != EEXIST else { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw FileError(.createFolder, path)
    }
    try createFolder(String(path[..<slash]))
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw FileError(.createFolder, path) }
  }

  /// Waits until a folder's names are on the disk.
  static func synchronizeFolder(_ path: String) throws(FileError) {
    try OpenFile.open(path, O_RDONLY | O_DIRECTORY).synchronize()
  }

  /// The names in a folder, sorted; none when there is no folder.
  static func list(_ path: String) throws(FileError) -> [String] {
    guard let stream = opendir(path) else {
      guard errno == ENOENT || errno == ENOTDIR else { throw FileError(.list, path) }
      return []
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    guard errno == 0 else { throw FileError(.list, path) }
    return names.sorted()
  }

  /// How many bytes an unprivileged user can still write to the file system of a folder.
  static func freeBytes(at folder: String) throws(FileError) -> Int64 {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { throw FileError(.status, folder) }
    let (bytes, overflow) = Int64(clamping: status.f_bavail).multipliedReportingOverflow(
      by: Int64(clamping: status.f_frsize))
    return overflow ? .max : bytes
  }

  /// Reads a small file whole; nil when there is none. A file of more than `limit` bytes is `EFBIG`.
  static func contents(of path: String, limit: Int) throws(FileError) -> [UInt8]? {
    guard let file = try OpenFile.openIfPresent(path) else { return nil }
    let status = try FileStatus.of(file)
    guard status.isRegular else { throw FileError(.read, path, code: EINVAL) }
    guard status.size <= limit else { throw FileError(.read, path, code: EFBIG) }
    // One byte more than it should have, so that a file that grew meanwhile is seen.
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: Int(status.size) + 1, alignment: 16)
    defer { room.deallocate() }
    var count = 0
    while count < room.count {
      let read = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: room[count...]))
      if read == 0 { break }
      count += read
    }
    guard count <= limit else { throw FileError(.read, path, code: EFBIG) }
    return Array(room[..<count])
  }

  /// Replaces a file in one step: whoever reads it sees the old or the new content, after a crash too.
  static func replace(_ path: String, with bytes: [UInt8], durability: Durability) throws {
    let temporary = "\(path).\(uniqueSuffix())"
    do {
      let file = try OpenFile.open(temporary, O_WRONLY | O_CREAT | O_EXCL)
      try bytes.withUnsafeBytes { try file.write($0) }
      if durability == .durable { try file.synchronize() }
      try rename(temporary, to: path)
    } catch {
      unlink(temporary)
      throw error
    }
    if durability == .durable, let slash = path.lastIndex(of: "/") { try synchronizeFolder(String(path[..<slash])) }
  }

  /// A suffix that no other process and no other call has: `tmp-PID-RANDOM`.
  static func uniqueSuffix() -> String {
    "tmp-\(getpid())-\(String(UInt64.random(in: .min ... .max), radix: 16))"
  }
}
