import ByteStreams
import Glibc

/// Writes text or bytes to a descriptor: standard output, standard error, or a file behind `>`.
///
/// Nothing is buffered, so nothing is lost or overtaken however the program ends. A write blocks its thread for as long
/// as the reader takes: the command has nothing else to do.
public final class FileOutput: TextOutput, ByteOutput {
  public let isTerminal: Bool
  private let descriptor: Int32
  private let name: String
  private let isOwned: Bool
  /// Whether the file still holds what is to be replaced.
  private let isOld: Locked<Bool>

  /// Writes to a descriptor that stays its owner's.
  ///
  /// - Parameters:
  ///   - descriptor: what is written to.
  ///   - name: what it is called in errors.
  ///   - isTerminal: whether it is a terminal; known to who made it.
  public init(descriptor: Int32, named name: String, isTerminal: Bool = false) {
    (self.descriptor, self.name, self.isTerminal, isOwned) = (descriptor, name, isTerminal, false)
    isOld = Locked(false)
  }

  /// Opens a file, which is made if need be. What it holds goes with the first byte that is written, or with
  /// ``finish()``: a command that fails with nothing written, or that reads the file first, loses nothing.
  ///
  /// Blocks on a named pipe until somebody reads it.
  ///
  /// - Parameters:
  ///   - path: where it is.
  ///   - name: what it is called in errors.
  ///   - appends: whether what it holds stays.
  ///   - isCancelled: is asked now and then while a reader of the pipe is waited for.
  /// - Throws: `FileFailure`, and `CancellationError`.
  public init(
    writing path: String, named name: String, appends: Bool, isCancelled: () -> Bool = { false }
  ) throws {
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (appends ? O_APPEND : 0)
    var descriptor = open(path, flags | O_NONBLOCK, 0o666)
    while descriptor < 0, errno == ENXIO, Self.isPipe(path) {
      guard !isCancelled() else { throw CancellationError() }
      poll(nil, 0, 50)
      descriptor = open(path, flags | O_NONBLOCK, 0o666)
    }
    guard descriptor >= 0 else { throw FileFailure(name: name, errno: errno) }
    _ = fcntl(descriptor, F_SETFL, flags & O_APPEND)
    (self.descriptor, self.name, isTerminal, isOwned) = (descriptor, name, false, true)
    isOld = Locked(!appends)
  }

  private static func isPipe(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
  }

  deinit { if isOwned { close(descriptor) } }

  public func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
  }

  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    if !bytes.isEmpty { try finish() }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        // Somebody who shares the terminal has made it non-blocking.
        var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&wanted, 1, -1)
      } else if errno == EPIPE {
        throw BrokenPipe()
      } else if errno != EINTR {
        throw FileFailure(name: name, errno: errno)
      }
    }
  }

  /// Takes away what the file held before, unless that is done or to stay: the end of a command that wrote nothing.
  /// Idempotent.
  ///
  /// - Throws: `FileFailure`.
  public func finish() throws {
    try isOld.withLock { isOld in
      // Only files have a length: EINVAL is a device or a pipe.
      guard isOld, ftruncate(descriptor, 0) != 0, errno != EINVAL else { return isOld = false }
      throw FileFailure(name: name, errno: errno)
    }
  }

  /// The descriptor for a program that is to write there; it stays this object's.
  public func handOver() throws -> Int32 {
    try finish()
    return descriptor
  }

  /// Whether this is the file of a path: who reads the one would destroy the other.
  public func isFile(of path: String) -> Bool {
    var (own, other) = (stat(), stat())
    return fstat(descriptor, &own) == 0 && stat(path, &other) == 0 && own.st_mode & S_IFMT == S_IFREG
      && (own.st_dev, own.st_ino) == (other.st_dev, other.st_ino)
  }
}
