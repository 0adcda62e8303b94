import Archive
import ByteStreams
import Glibc
import ImageSpec
import LayoutStore

/// Content that arrives in a file of its own.
final class FolderUpload: BlobUpload {
  private struct State: ~Copyable {
    var file: OpenFile?
    var digester: Digester
    var size: Int64 = 0
  }

  private let path: String
  private let durability: Durability
  private let keep: @Sendable (String, Digest) throws -> Void
  private let state: Locked<State>

  /// Opens a new file.
  ///
  /// - Parameters:
  ///   - path: the new file.
  ///   - durability: whether a commit waits for the disk.
  ///   - keep: puts a verified file into the pool.
  /// - Throws: `SystemError` and `Digester.Unavailable`.
  init(path: String, durability: Durability, keep: @escaping @Sendable (String, Digest) throws -> Void) throws {
    self.path = path
    self.durability = durability
    self.keep = keep
    state = Locked(State(file: try OpenFile(path, O_RDWR | O_CREAT | O_TRUNC, mode: 0o644), digester: try Digester()))
  }

  deinit { unlink(path) }

  var size: Int64 { state.withLock { $0.size } }

  func append(_ bytes: UnsafeRawBufferPointer) throws {
    try state.withLock { state in
      guard let file = state.file else { throw StorageError.uploadEnded }
      do { try file.write(bytes) } catch {
        // A full disk must not leave half a chunk: the client may go on from here when there is room again.
        if ftruncate(file.descriptor, off_t(state.size)) != 0 || lseek(file.descriptor, off_t(state.size), SEEK_SET) < 0
        {
          state.file = nil
        }
        throw error
      }
      state.digester.update(bytes)
      state.size += Int64(bytes.count)
    }
  }

  func commit(as digest: Digest) throws {
    defer { abandon() }
    let (file, hashed) = try state.withLock { state -> (OpenFile, Digest) in
      guard let file = state.file else { throw StorageError.uploadEnded }
      state.file = nil
      return (file, try state.digester.digest())
    }
    let found = digest.algorithm == .sha256 ? hashed : try FolderBlob(file).digest(digest.algorithm)
    guard found == digest else { throw StorageError.wrongDigest(digest) }
    if durability == .durable { try file.synchronize() }
    try keep(path, digest)
  }

  func abandon() {
    state.withLock { $0.file = nil }
    unlink(path)
  }
}
