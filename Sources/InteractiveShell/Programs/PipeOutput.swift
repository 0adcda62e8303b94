import ByteStreams
import Glibc
import ImageCommands
import Programs

/// The end of a pipe that a command writes into while a program reads the other one. It waits for the program, which is
/// the back pressure, so the command has to run on threads that may wait.
final class PipeOutput: TextOutput, ByteOutput {
  private let writer: Locked<Int32?>
  private let isAbandoned = Locked(false)

  /// Takes the end over.
  init(owning writer: Int32) {
    // The other end is a description of its own, and its program finds it as usual.
    _ = fcntl(writer, F_SETFL, O_NONBLOCK)
    self.writer = Locked(writer)
  }

  deinit { close() }

  var isTerminal: Bool { false }

  func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    try writer.withLock { writer in
      guard let writer else { throw BrokenPipe() }
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Glibc.write(writer, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno == EAGAIN {
          guard !isAbandoned.withLock({ $0 }) else { throw CancellationError() }
          var wanted = pollfd(fd: writer, events: Int16(POLLOUT), revents: 0)
          _ = poll(&wanted, 1, 100)
        } else if errno == EPIPE {
          throw BrokenPipe()
        } else if errno != EINTR {
          throw FileFailure(name: "pipe", errno: errno)
        }
      }
    }
  }

  /// Lets a write that waits end within a tenth of a second, with `CancellationError`.
  func abandon() { isAbandoned.withLock { $0 = true } }

  /// Tells the program that nothing follows. Idempotent.
  func close() {
    writer.withLock { writer in
      if let writer { _ = Glibc.close(writer) }
      writer = nil
    }
  }
}
