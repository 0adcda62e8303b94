import ByteStreams
import Glibc
import ImageSpec

/// An open file or folder, closed when nobody holds it any more. Calls that a signal cut are made again.
public final class OpenFile: ByteSink {
  /// The descriptor; valid as long as this object lives.
  public let descriptor: Int32
  /// The name that it was opened by, for errors.
  public let path: String

  /// Takes over an open descriptor.
  public init(owning descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  /// Opens a path, close-on-exec.
  ///
  /// - Parameters:
  ///   - path: absolute, or relative to `folder`.
  ///   - folder: the folder that a relative path starts from; nil for the working directory.
  ///   - flags: those of `open(2)`.
  ///   - mode: the permissions of a file that is made.
  /// - Throws: ``SystemError``.
  public init(_ path: String, in folder: OpenFile? = nil, _ flags: Int32 = O_RDONLY, mode: mode_t = 0o600)
    throws(SystemError)
  {
    var descriptor: Int32
    let name = path.systemName
    repeat {
      descriptor = openat(folder?.descriptor ?? AT_FDCWD, name, flags | O_CLOEXEC, mode)
    } while descriptor < 0 && errno == EINTR
    guard descriptor >= 0 else { throw SystemError(call: "open", path: path) }
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// Writes all bytes at the file's position.
  ///
  /// - Throws: ``SystemError``, `ENOSPC` on a full disk.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      let count = Glibc.write(descriptor, part.baseAddress, part.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemError(call: "write", path: path) }
      rest = rest.dropFirst(count)
    }
  }

  /// Writes all bytes at a place of the file; its position stays.
  ///
  /// - Throws: ``SystemError``.
  public func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws {
    var rest = bytes[...]
    var place = offset
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      let count = pwrite(descriptor, part.baseAddress, part.count, off_t(place))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemError(call: "write", path: path) }
      rest = rest.dropFirst(count)
      place += Int64(count)
    }
  }

  /// Makes the file so long; what it gains is a hole.
  ///
  /// - Throws: ``SystemError``.
  public func resize(to size: Int64) throws {
    guard ftruncate(descriptor, off_t(size)) == 0 else { throw SystemError(call: "truncate", path: path) }
  }

  /// Reads up to the buffer's size at the file's position; 0 at the end.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw SystemError(call: "read", path: path) }
    }
  }

  /// Reads up to the buffer's size from a place, whatever the file's position; 0 at the end or behind it.
  public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(SystemError) -> Int {
    while true {
      let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      if count >= 0 { return count }
      guard errno == EINTR else { throw SystemError(call: "read", path: path) }
    }
  }

  /// Passes everything from the file's position to its end on.
  ///
  /// - Throws: ``SystemError``, what the sink throws, and `CancellationError` where the task of the thread is cancelled.
  public func copy(into sink: any ByteSink) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: compressionBufferSize, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      try BlockingThreads.checkCancellation()
      let count = try read(into: buffer)
      guard count > 0 else { return }
      try sink.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// Brings everything to the disk.
  public func synchronize() throws(SystemError) {
    guard fsync(descriptor) == 0 else { throw SystemError(call: "fsync", path: path) }
  }

  /// What the system says of the file.
  public func status() throws(SystemError) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemError(call: "stat", path: path) }
    return status
  }
}
