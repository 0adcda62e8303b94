import ByteStreams
import Glibc

/// An open file, closed when nobody holds it any more; with it go its locks.
final class OpenFile: ByteSink {
  let path: String
  let descriptor: Int32

  private init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Opens a file, never inherited by programs that we start and never waiting for a FIFO's other end.
  static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o644) throws(FileError) -> OpenFile {
    while true {
      let descriptor = Glibc.open(path, flags | O_CLOEXEC | O_NONBLOCK, mode)
      if descriptor >= 0 { return OpenFile(path: path, descriptor: descriptor) }
      guard errno == EINTR else { throw FileError(.open, path) }
    }
  }

  /// Opens a file for reading; nil when there is none.
  static func openIfPresent(_ path: String) throws(FileError) -> OpenFile? {
    do { return try open(path, O_RDONLY) } catch {
      guard error.code == ENOENT || error.code == ENOTDIR else { throw error }
      return nil
    }
  }

  /// Reads at the file's position into the buffer; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw FileError(.read, path) }
    }
  }

  /// Writes all bytes at the file's position.
  func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      let count = Glibc.write(descriptor, part.baseAddress, part.count)
      guard count >= 0 else {
        if errno == EINTR { continue }
        throw FileError(.write, path)
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Sets the position of the next read or write, in bytes from the start.
  func seek(to offset: Int64) throws(FileError) {
    guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else { throw FileError(.read, path) }
  }

  /// Cuts the file to a length in bytes.
  func truncate(to size: Int64) throws(FileError) {
    guard ftruncate(descriptor, off_t(size)) == 0 else { throw FileError(.write, path) }
  }

  /// Waits until the content is on the disk.
  func synchronize() throws(FileError) {
    while fsync(descriptor) != 0 {
      guard errno == EINTR else { throw FileError(.synchronize, path) }
    }
  }

  /// Sets the permission bits.
  func permit(_ mode: mode_t) throws(FileError) {
    guard fchmod(descriptor, mode) == 0 else { throw FileError(.permit, path) }
  }

  /// How a file is locked against others that open it; see `flock(2)`.
  enum Lock {
    case shared
    case exclusive

    var flag: Int32 { self == .shared ? LOCK_SH : LOCK_EX }
  }

  /// Locks the file, waiting for others as long as it takes or until the task is cancelled.
  func lock(_ lock: Lock) throws {
    let number = try FileLock.wait(descriptor, exclusively: lock == .exclusive)
    guard number == 0 else { throw FileError(.lock, path, code: number) }
  }

  /// Locks the file if nobody else has it.
  func tryLock(_ lock: Lock) throws(FileError) -> Bool {
    while flock(descriptor, lock.flag | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      guard errno == EINTR else { throw FileError(.lock, path) }
    }
    return true
  }
}
