import Archive
import ByteStreams
import Glibc
import ImageSpec

/// The file calls of the store that name a file below a folder.
enum Folder {
  static func create(_ path: String) throws(SystemError) {
    guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw SystemError(call: "mkdir", path: path)
    }
    try create(String(path[..<slash]))
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw SystemError(call: "mkdir", path: path) }
  }

  static func synchronize(_ path: String) throws(SystemError) {
    try OpenFile(path, O_RDONLY | O_DIRECTORY).synchronize()
  }

  /// The names in a folder, sorted; none when it does not exist.
  static func names(_ path: String) throws(SystemError) -> [String] {
    do { return try names(in: try OpenFile(path, O_RDONLY | O_DIRECTORY)) } catch  where error.number == ENOENT {
      return []
    }
  }

  /// The names in an open folder, sorted by bytes; see `ForeignName` for those that are no UTF-8.
  static func names(in folder: OpenFile) throws(SystemError) -> [String] {
    let copy = try OpenFile(".", in: folder, O_RDONLY | O_DIRECTORY)
    let descriptor = dup(copy.descriptor)
    guard descriptor >= 0, let stream = fdopendir(descriptor) else {
      throw SystemError(call: "opendir", path: folder.path)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let name = withUnsafeBytes(of: entry.pointee.d_name) { ForeignName.text($0.prefix { $0 != 0 }) }
      if name != ".", name != ".." { names.append(name) }
    }
    guard errno == 0 else { throw SystemError(call: "readdir", path: folder.path) }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Removes a folder with everything in it; links are removed, never followed. Idempotent.
  static func removeTree(_ path: String) throws(SystemError) {
    if unlink(path) == 0 || errno == ENOENT { return }
    guard errno == EISDIR || errno == EPERM else { throw SystemError(call: "unlink", path: path) }
    for name in try names(path) { try removeTree("\(path)/\(name)") }
    guard rmdir(path) == 0 || errno == ENOENT else { throw SystemError(call: "rmdir", path: path) }
  }

  /// Replaces a small file: temporary file, fsync, rename, fsync of the folder.
  static func replace(_ name: String, in folder: String, with bytes: [UInt8]) throws {
    var generator = SystemRandomNumberGenerator()
    let temporary = "\(folder)/\(name).\(String(generator.next(), radix: 36)).partial"
    do {
      let file = try OpenFile(temporary, O_WRONLY | O_CREAT | O_EXCL)
      try file.write(bytes)
      try file.synchronize()
      guard rename(temporary, "\(folder)/\(name)") == 0 else { throw SystemError(call: "rename", path: name) }
    } catch {
      unlink(temporary)
      throw error
    }
    try synchronize(folder)
  }

  /// Takes a lock on a file that is never removed while others may wait for it; it is held as long as the result lives.
  ///
  /// - Returns: nil where a shared lock is asked for and there is no such file: then there is nothing to protect.
  /// - Throws: `SystemError`, and `CancellationError` where the task is cancelled while others have the lock.
  static func lock(_ path: String, exclusively: Bool) throws -> OpenFile? {
    let file: OpenFile
    do { file = try OpenFile(path, exclusively ? O_RDWR | O_CREAT : O_RDONLY) } catch {
      if !exclusively, error.number == ENOENT { return nil }
      throw error
    }
    let number = try FileLock.wait(file.descriptor, exclusively: exclusively)
    guard number == 0 else { throw SystemError(call: "flock", path: path, number: number) }
    return file
  }
}
