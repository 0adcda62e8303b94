import ByteStreams
import ContentStore
import Glibc
import ImageSpec

extension LayoutStore: ContentFetcher, ContentChecker {
  /// Streams a blob out of its file, on a thread that may block; see the protocol.
  ///
  /// - Throws: `ContentError.notFound`, `ContentError.sizeMismatch` when the file has another length than the
  ///   descriptor, ``FileError``, and the sink's errors.
  public func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    let isCancelled = Locked(false)
    try await withTaskCancellationHandler {
      try await BlockingThreads.run {
        let file = try self.openBlob(descriptor)
        guard offset <= descriptor.size else {
          throw ContentError.sizeMismatch(descriptor.digest, expected: offset, found: descriptor.size)
        }
        try file.seek(to: offset)
        try file.stream(into: sink) { isCancelled.withLock { $0 } }
      }
    } onCancel: {
      isCancelled.withLock { $0 = true }
    }
  }

  /// Whether the blob is there with the size that the descriptor says. A document is hashed too, which costs little, so
  /// that a damaged one counts as absent and the next pull replaces it.
  public func contains(_ descriptor: Descriptor) async throws -> Bool {
    try await BlockingThreads.run { try self.holds(descriptor) }
  }

  /// See ``contains(_:)``. Blocks.
  func holds(_ descriptor: Descriptor) throws -> Bool {
    let path = folder.blob(descriptor.digest)
    guard let status = try FileStatus.of(path), status.isRegular, status.size == descriptor.size else { return false }
    let type = descriptor.mediaType
    guard type.isDocument || type == .ociConfiguration || type == .dockerConfiguration else { return true }
    let limit = Document<Manifest>.maximumSize
    guard status.size <= limit, let bytes = try FileSystem.contents(of: path, limit: limit) else { return true }
    return try Digest(of: bytes, algorithm: descriptor.digest.algorithm) == descriptor.digest
  }

  /// Opens a blob for reading. Blocks.
  func openBlob(_ descriptor: Descriptor) throws -> OpenFile {
    guard let file = try OpenFile.openIfPresent(folder.blob(descriptor.digest)) else {
      throw ContentError.notFound(descriptor.digest)
    }
    let status = try FileStatus.of(file)
    guard status.isRegular else { throw ContentError.notFound(descriptor.digest) }
    guard status.size == descriptor.size else {
      throw ContentError.sizeMismatch(descriptor.digest, expected: descriptor.size, found: status.size)
    }
    return file
  }
}

extension OpenFile {
  /// How many bytes are read at once.
  static let chunkSize = 512 << 10

  /// Streams from the file's position to its end, or until `isCancelled` says so. Blocks.
  ///
  /// - Throws: `CancellationError`, ``FileError``, and the sink's errors.
  func stream(into sink: any ByteSink, isCancelled: () -> Bool = { false }) throws {
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkSize, alignment: 4096)
    defer { buffer.deallocate() }
    while true {
      if isCancelled() { throw CancellationError() }
      let count = try read(into: buffer)
      if count == 0 { return }
      try sink.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }
}
