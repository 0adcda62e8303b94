import Archive
import ByteStreams
import Glibc

/// The files of an image layout in a folder. Links are followed, as build tools make layouts of them: whatever they lead
/// to, content is believed only with its digest.
struct FolderFiles: ImageFiles {
  private let folder: String

  init(_ folder: String) { self.folder = folder }

  func size(of path: ArchivePath) throws -> Int64? {
    var status = stat()
    let full = "\(folder)/\(path)"
    guard stat(full, &status) == 0 else {
      guard errno == ENOENT || errno == ENOTDIR else { throw SystemError(call: "open", path: full) }
      return nil
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw ImageArchiveError.notAFile(path.description) }
    return Int64(status.st_size)
  }

  func stream(
    _ path: ArchivePath, from offset: Int64, into sink: any ByteSink, isCancelled: () -> Bool
  ) throws {
    guard try size(of: path) != nil else { throw ImageArchiveError.missing(path.description) }
    let file = try OpenFile("\(folder)/\(path)", O_RDONLY | O_NONBLOCK)
    let end = Int64(try file.status().st_size)
    try file.stream(offset..<max(offset, end), into: sink, isCancelled: isCancelled)
  }
}

extension OpenFile {
  /// How many bytes are read at once.
  private static let chunkSize = 512 << 10

  /// Streams a part of the file, which is there whole. Blocks.
  ///
  /// - Throws: `CancellationError` when `isCancelled` says so, `SystemError`, and the sink's errors.
  func stream(_ part: Range<Int64>, into sink: any ByteSink, isCancelled: () -> Bool) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkSize, alignment: 4096)
    defer { buffer.deallocate() }
    var position = part.lowerBound
    while position < part.upperBound {
      if isCancelled() { throw CancellationError() }
      let wanted = min(Int64(buffer.count), part.upperBound - position)
      let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(wanted)]), at: position)
      guard count > 0 else { throw TarError.truncated(offset: position) }
      position += Int64(count)
      try sink.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }
}
