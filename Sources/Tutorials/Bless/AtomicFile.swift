import Glibc
import ImageCommands

/// Writes whole files: a reader sees what was there before or what is there after, and a write that is cut leaves the
/// former.
enum AtomicFile {
  /// Writes a file beside its place and renames it into it, after its content is on the disk.
  ///
  /// - Parameters:
  ///   - bytes: the content.
  ///   - path: where it goes.
  ///   - name: what it is called in errors.
  ///   - isReplaced: whether a file that is there is replaced; its mode is kept. Else `EEXIST` is thrown.
  /// - Throws: `FileFailure`.
  static func write(
    _ bytes: [UInt8], to path: String, named name: String, replacing isReplaced: Bool
  ) throws(FileFailure) {
    // A link's target is replaced, not the link.
    let path = isReplaced ? resolved(path) : path
    var status = stat()
    let isThere = stat(path, &status) == 0
    if isThere, !isReplaced { throw FileFailure(name: name, errno: EEXIST) }
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let (descriptor, scratch) = try scratchFile(in: folder, named: name)
    var isPlaced = false
    defer {
      close(descriptor)
      if !isPlaced { unlink(scratch) }
    }
    func check(_ succeeded: Bool) throws(FileFailure) {
      if !succeeded { throw FileFailure(name: name, errno: errno) }
    }
    if isThere { try check(fchmod(descriptor, status.st_mode & 0o7777) == 0) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      try check(count >= 0)
      rest = rest.dropFirst(count)
    }
    try check(fsync(descriptor) == 0)
    // A link is made only where nothing is, so that two writers do not replace each other's new file.
    if isReplaced {
      try check(rename(scratch, path) == 0)
      isPlaced = true
    } else {
      try check(link(scratch, path) == 0)
    }
    let opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { return }
    fsync(opened)
    close(opened)
  }

  /// A new file beside the place, with the mode that the process gives to new files.
  private static func scratchFile(
    in folder: String, named name: String
  ) throws(FileFailure) -> (descriptor: Int32, path: String) {
    for attempt in 0..<100 {
      let path = "\(folder)/.drydock-\(getpid())-\(attempt)"
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return (descriptor, path) }
      guard errno == EEXIST else { throw FileFailure(name: name, errno: errno) }
    }
    throw FileFailure(name: name, errno: EEXIST)
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
