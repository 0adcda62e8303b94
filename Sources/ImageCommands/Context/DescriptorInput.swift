import Archive
import ByteStreams
import Glibc

/// Standard input as a descriptor that stays its owner's.
public struct DescriptorInput: ByteInput {
  public let isTerminal: Bool
  private let descriptor: Int32
  private let name: String

  /// - Parameters:
  ///   - descriptor: what is read; has to stay open as long as somebody reads.
  ///   - name: what it is called in errors.
  ///   - isTerminal: whether it is a terminal; known to who made it.
  public init(descriptor: Int32, named name: String, isTerminal: Bool) {
    (self.descriptor, self.name, self.isTerminal) = (descriptor, name, isTerminal)
  }

  public func regularFile() throws -> OpenFile? {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else { throw FileFailure(name: name, errno: errno) }
    let file = OpenFile(owning: copy, path: name)
    let isRegular = try file.status().st_mode & S_IFMT == S_IFREG
    return isRegular && lseek(copy, 0, SEEK_CUR) == 0 ? file : nil
  }

  public func read(into sink: any ByteSink) async throws {
    try await Self.copy(descriptor, named: name, into: sink)
  }

  /// Streams a descriptor to its end. The task's cancellation is seen within a tenth of a second, also where the writer
  /// of a pipe is silent.
  static func copy(_ descriptor: Int32, named name: String, into sink: any ByteSink) async throws {
    let isCancelled = Locked(false)
    try await withTaskCancellationHandler {
      try await BlockingThreads.run {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkSize, alignment: 16)
        defer { buffer.deallocate() }
        while true {
          guard !isCancelled.withLock({ $0 }) else { throw CancellationError() }
          var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
          let ready = poll(&wanted, 1, 100)
          if ready < 0, errno != EINTR { throw FileFailure(name: name, errno: errno) }
          guard ready > 0 else { continue }
          let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
          if count == 0 { return }
          if count > 0 {
            try sink.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
          } else if errno != EINTR, errno != EAGAIN {
            throw FileFailure(name: name, errno: errno)
          }
        }
      }
    } onCancel: {
      isCancelled.withLock { $0 = true }
    }
  }

  private static let chunkSize = 256 << 10
}
