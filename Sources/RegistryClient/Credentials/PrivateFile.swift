import ByteStreams
import Glibc

/// A small file for its owner's eyes, replaced as a whole. Blocks; to be called on threads that may.
package enum PrivateFile {
  /// The most bytes that are read.
  static let limit = 16 << 20

  /// The file's bytes; `nil` where there is no file.
  package static func read(_ path: String) throws -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw failure(path)
    }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count <= limit {
      let count = Glibc.read(file, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(path) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
    throw DockerConfigFile.Failure.system(path: path, errno: EFBIG)
  }

  /// Replaces a file by new bytes, atomically, with mode 0600; makes its folder with mode 0700 where there is none.
  ///
  /// A symbolic link stays and its target is replaced. The folder is locked meanwhile, so of two writers the second
  /// sees what the first wrote.
  /// `bytes` gives the new bytes once the lock is held; it is told the target's path.
  package static func replace(_ path: String, _ bytes: (String) throws -> [UInt8]) throws {
    let target = resolved(path)
    let slash = target.lastIndex(of: "/")
    let folder = slash.map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
    try makeFolder(folder)
    let lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard lock >= 0 else { throw failure(folder) }
    defer { close(lock) }
    let number = try FileLock.wait(lock, exclusively: true)
    guard number == 0 else { throw DockerConfigFile.Failure.system(path: folder, errno: number) }

    let content = try bytes(target)
    let temporary = "\(target).\(getpid()).\(UInt64.random(in: 0 ... .max))"
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw failure(temporary) }
    do {
      defer { close(file) }
      // The umask may have taken bits; nobody else may have any.
      guard fchmod(file, 0o600) == 0 else { throw failure(temporary) }
      try write(content, to: file, temporary)
      guard fsync(file) == 0 else { throw failure(temporary) }
      guard rename(temporary, target) == 0 else { throw failure(target) }
    } catch {
      unlink(temporary)
      throw error
    }
    guard fsync(lock) == 0 else { throw failure(folder) }
  }

  private static func write(_ content: [UInt8], to file: Int32, _ path: String) throws {
    var rest = content[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure(path) }
      rest = rest.dropFirst(count)
    }
  }

  private static func resolved(_ path: String) -> String {
    guard let text = realpath(path, nil) else { return path }
    defer { free(text) }
    return String(cString: text)
  }

  private static func makeFolder(_ path: String) throws {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else { throw failure(path) }
    try makeFolder(String(path[..<slash]))
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure(path) }
  }

  private static func failure(_ path: String) -> DockerConfigFile.Failure { .system(path: path, errno: errno) }
}
