import Archive
import ByteStreams
import Glibc

extension ImageArchive {
  /// Opens an archive in a regular file. A compressed one is copied, uncompressed, into a scratch file first; a plain
  /// one is read where it is.
  ///
  /// - Parameters:
  ///   - file: the archive; stays open as long as the result is used.
  ///   - scratch: makes an empty file that takes a copy, open for reading and writing; is called at most once, on a
  ///     thread that may block.
  /// - Returns: the archive, whose lists are read.
  /// - Throws: what ``init(file:limits:)`` throws, what `scratch` throws, and `CancellationError`.
  public static func open(
    _ file: OpenFile, scratch: @escaping @Sendable () throws -> OpenFile
  ) async throws -> ImageArchive {
    let isCancelled = Locked(false)
    return try await withTaskCancellationHandler {
      try await BlockingThreads.run {
        guard try isCompressed(file) else { return try ImageArchive(file: file) }
        let copy = ScratchCopy(in: try scratch())
        let size = Int64(try file.status().st_size)
        try file.stream(0..<size, into: copy) { isCancelled.withLock { $0 } }
        return try ImageArchive(file: try copy.finish())
      }
    } onCancel: {
      isCancelled.withLock { $0 = true }
    }
  }

  /// Opens an archive that can be read but once, as a pipe: it is copied, uncompressed, into a scratch file.
  ///
  /// - Parameters:
  ///   - scratch: makes the file, see ``open(_:scratch:)``.
  ///   - read: streams the archive into a sink.
  /// - Returns: the archive, whose lists are read.
  /// - Throws: what ``open(_:scratch:)`` and `read` throw.
  public static func open(
    scratch: @escaping @Sendable () throws -> OpenFile, reading read: (any ByteSink) async throws -> Void
  ) async throws -> ImageArchive {
    let copy = ScratchCopy(in: try await BlockingThreads.run { try scratch() })
    try await read(copy)
    return try await BlockingThreads.run { try ImageArchive(file: try copy.finish()) }
  }
}
