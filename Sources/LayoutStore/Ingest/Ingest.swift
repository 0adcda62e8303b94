import ByteStreams
import ContentStore
import Glibc
import ImageSpec

/// One blob on its way into the store: the file that takes its bytes, locked by who writes it.
///
/// The file is `ingest/ALG-HEX.partial`, so that a later process finds what an interrupted one left; if another process
/// is writing that, it is one of our own beside it.
final class Ingest: Sendable {
  /// Content smaller than this is not worth resuming, in bytes.
  static let smallestPartial: Int64 = 1 << 20

  let descriptor: Descriptor
  private let file: OpenFile
  private let folder: LayoutFolder
  private let isShared: Bool

  /// How many bytes an earlier attempt left; they still have to pass through the check.
  let kept: Int64

  /// Opens and locks the file. Blocks.
  init(_ descriptor: Descriptor, in folder: LayoutFolder) throws {
    self.descriptor = descriptor
    self.folder = folder
    let partial = folder.partial(descriptor.digest)
    while descriptor.size >= Self.smallestPartial {
      let file = try OpenFile.open(partial, O_RDWR | O_CREAT)
      guard try file.tryLock(.exclusive) else { break }
      // Who had the lock before may have renamed or removed the file since we opened it.
      let status = try FileStatus.of(file)
      guard let there = try FileStatus.of(partial), there.isSameFile(as: status) else { continue }
      self.file = file
      isShared = true
      if status.size > descriptor.size {
        try file.truncate(to: 0)
        kept = 0
      } else {
        kept = status.size
      }
      return
    }
    file = try OpenFile.open(folder.temporary(descriptor.digest), O_RDWR | O_CREAT | O_EXCL)
    try file.lock(.exclusive)
    isShared = false
    kept = 0
  }

  /// Sends the kept bytes through a sink and leaves the file's position behind them. Blocks.
  func replay(into sink: any ByteSink, isCancelled: () -> Bool) throws {
    try file.seek(to: 0)
    try file.stream(into: sink, isCancelled: isCancelled)
  }

  /// The sink that appends to the file; it passes over the kept bytes.
  func appender() -> any ByteSink { TailSink(behind: kept, next: file) }

  /// Makes the verified file the blob, in one step, replacing what was there. Blocks.
  func commit(durability: Durability) throws {
    try file.permit(0o444)
    if durability == .durable { try file.synchronize() }
    try FileSystem.rename(file.path, to: folder.blob(descriptor.digest))
    if durability == .durable { try FileSystem.synchronizeFolder(folder.blobs(descriptor.digest.algorithm)) }
  }

  /// Ends a failed attempt: what arrived is kept for the next one, where that is of use.
  func abandon() {
    let size = (try? FileStatus.of(file).size) ?? 0
    if !isShared || size == 0 { discard() }
  }

  /// Removes the file.
  func discard() { unlink(file.path) }
}
