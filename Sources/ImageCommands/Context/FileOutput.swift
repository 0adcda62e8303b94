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

  /// Writes to a descriptor that stays its owner's.
  ///
  /// - Parameters:
  ///   - descriptor: what is written to.
  ///   - name: what it is called in errors.
  ///   - isTerminal: whether it is a terminal; known to who made it.
  public init(descriptor: Int32, named name: String, isTerminal: Bool = false) {
    (self.descriptor, self.name, self.isTerminal, isOwned) = (descriptor, name, isTerminal, false)
  }

  /// Opens a file, which is made if need be. May block on a pipe that nobody reads.
  ///
  /// - Parameters:
  ///   - path: where it is.
  ///   - name: what it is called in errors.
  ///   - appends: whether what it holds stays.
  /// - Throws: `FileFailure`.
  public init(writing path: String, named name: String, appends: Bool) throws(FileFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (appends ? O_APPEND : O_TRUNC), 0o666)
    guard descriptor >= 0 else { throw FileFailure(name: name, errno: errno) }
    (self.descriptor, self.name, isTerminal, isOwned) = (descriptor, name, false, true)
  }

  deinit { if isOwned { close(descriptor) } }

  public func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
  }

  public func write(_ bytes: UnsafeRawBufferPointer) throws {
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
}
