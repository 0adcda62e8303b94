import Archive
import ByteStreams
import Glibc

/// A file that appears under its name when it is whole, or not at all; only its owner may read it.
///
/// Until then it stands beside under a name of its own, which goes with this object. A pipe or a socket that has the
/// name already is written to as it is.
public final class OutputFile: ByteSink {
  private let path: String
  private let temporaryPath: String?
  private let file: OpenFile
  private let isCommitted = Locked(false)

  /// Opens the file. Blocks.
  ///
  /// - Parameter path: where it shall be; its folder exists.
  /// - Throws: `SystemError`.
  public init(_ path: String) throws(SystemError) {
    self.path = path
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFIFO || status.st_mode & S_IFMT == S_IFSOCK {
      temporaryPath = nil
      file = try OpenFile(path, O_WRONLY)
      return
    }
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let random = String(UInt64.random(in: .min ... .max), radix: 36)
    let temporary = "\(path[..<slash]).drydock-\(random).partial"
    file = try OpenFile(temporary, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
    temporaryPath = temporary
  }

  deinit {
    guard let temporaryPath, !isCommitted.withLock({ $0 }) else { return }
    unlink(temporaryPath)
  }

  public func write(_ bytes: UnsafeRawBufferPointer) throws { try file.write(bytes) }

  /// Lets everybody read the file, as a layout's files are read.
  func permitAll() throws(SystemError) {
    guard fchmod(file.descriptor, 0o644) == 0 else { throw SystemError(call: "chmod", path: path) }
  }

  /// Gives the file its name, replacing what had it, once everything is on the disk. Blocks.
  ///
  /// - Throws: `SystemError`.
  public func commit() throws(SystemError) {
    guard let temporaryPath else { return }
    try file.synchronize()
    guard rename(temporaryPath, path) == 0 else { throw SystemError(call: "rename", path: path) }
    isCommitted.withLock { $0 = true }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    try OpenFile(folder, O_RDONLY | O_DIRECTORY).synchronize()
  }
}
