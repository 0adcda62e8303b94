import Archive
import ByteStreams
import Glibc

/// The journal's file, open and perhaps locked. Every function blocks.
struct JournalFile {
  private let file: OpenFile

  /// Opens the file for reading; nil where there is none.
  static func openIfPresent(_ path: String) throws(SystemError) -> JournalFile? {
    do { return JournalFile(file: try OpenFile(path, O_RDONLY)) } catch {
      guard error.number == ENOENT || error.number == ENOTDIR else { throw error }
      return nil
    }
  }

  /// Opens the file, made with its folder where there is none, and locks it against every other process and task.
  ///
  /// - Throws: `SystemError`, and `CancellationError` where the task is cancelled while others have the lock.
  static func locked(_ path: String) throws -> JournalFile {
    while true {
      let file: OpenFile
      do { file = try OpenFile(path, O_RDWR | O_CREAT | O_APPEND) } catch {
        guard error.number == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else { throw error }
        try createFolder(String(path[..<slash]))
        continue
      }
      let number = try FileLock.wait(file.descriptor, exclusively: true)
      guard number == 0 else { throw SystemError(call: "flock", path: path, number: number) }
      // While we waited, its holder may have put another file in its place.
      var named = stat()
      let own = try file.status()
      if stat(path, &named) == 0, named.st_ino == own.st_ino, named.st_dev == own.st_dev {
        return JournalFile(file: file)
      }
    }
  }

  private static func createFolder(_ path: String) throws(SystemError) {
    if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw SystemError(call: "mkdir", path: path)
    }
    try createFolder(String(path[..<slash]))
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw SystemError(call: "mkdir", path: path) }
  }

  /// The number of bytes.
  func size() throws(SystemError) -> Int { Int(try file.status().st_size) }

  /// The last bytes, at most so many.
  func tail(limit: Int) throws(SystemError) -> [UInt8] {
    let size = try size()
    var bytes = [UInt8](repeating: 0, count: min(size, limit))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { room in
        pread(
          file.descriptor, room.baseAddress.map { $0 + filled }, room.count - filled,
          off_t(size - room.count + filled))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw SystemError(call: "read", path: file.path) }
      if count == 0 { break }
      filled += count
    }
    return Array(bytes[..<filled])
  }

  /// Whether the last line is whole; so it is in an empty file.
  func endsInLine() throws(SystemError) -> Bool { try tail(limit: 1).last ?? UInt8(ascii: "\n") == UInt8(ascii: "\n") }

  /// Writes at the end.
  func append(_ bytes: [UInt8]) throws { try file.write(bytes) }

  /// Brings everything to the disk.
  func synchronize() throws(SystemError) { try file.synchronize() }
}
