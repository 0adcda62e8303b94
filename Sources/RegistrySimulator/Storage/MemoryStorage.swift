import ByteStreams
import ImageSpec

/// A registry's storage in memory, gone with the process.
public final class MemoryStorage: RegistryStorage {
  private let pool = Locked<[Digest: MemoryBlob]>([:])

  /// An empty storage.
  public init() {}

  public func load() -> StoredAreas { StoredAreas() }

  public func beginUpload() throws -> any BlobUpload {
    let pool = self.pool
    return try MemoryUpload { digest, blob in pool.withLock { $0[digest] = blob } }
  }

  public func keep(_ change: AreaChange, of area: StorageArea) throws {
    try pool.withLock { pool in
      for digest in change.shown where pool[digest] == nil { throw StorageError.noContent(digest) }
    }
  }

  public func open(_ digest: Digest) throws -> any BlobReader {
    guard let blob = pool.withLock({ $0[digest] }) else { throw StorageError.noContent(digest) }
    return blob
  }

  public func openAtHand(_ digest: Digest) -> (any BlobReader)? { pool.withLock { $0[digest] } }

  public func size(_ digest: Digest) -> Int64? { pool.withLock { $0[digest]?.size } }

  public func remove(_ digest: Digest) -> Int64? { pool.withLock { $0.removeValue(forKey: digest)?.size } }
}

/// Bytes in pieces of one size, so that a growing blob is never copied.
private struct MemoryBlob: BlobReader {
  static let pieceSize = 256 << 10

  private(set) var size: Int64 = 0
  private var pieces: [[UInt8]] = []

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes[...]
    while !rest.isEmpty {
      if pieces.last.map({ $0.count == Self.pieceSize }) ?? true { pieces.append([]) }
      let part = rest.prefix(Self.pieceSize - pieces[pieces.count - 1].count)
      pieces[pieces.count - 1].append(contentsOf: part)
      rest = rest.dropFirst(part.count)
      size += Int64(part.count)
    }
  }

  func read(at offset: Int64, count: Int) -> [UInt8] {
    guard offset >= 0, offset < size else { return [] }
    let piece = pieces[Int(offset) / Self.pieceSize]
    let start = Int(offset) % Self.pieceSize
    return start == 0 && count >= piece.count ? piece : Array(piece[start...].prefix(count))
  }

  func readAtHand(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    guard offset >= 0, offset < size else { return nil }
    return pieces[Int(offset) / Self.pieceSize].withUnsafeBytes { piece in
      let part = UnsafeRawBufferPointer(rebasing: piece[(Int(offset) % Self.pieceSize)...].prefix(buffer.count))
      buffer.copyMemory(from: part)
      return part.count
    }
  }
}

private final class MemoryUpload: BlobUpload {
  private struct State: ~Copyable {
    var blob: MemoryBlob? = MemoryBlob()
    var digester: Digester
  }

  private let state: Locked<State>
  private let keep: @Sendable (Digest, MemoryBlob) -> Void

  init(_ keep: @escaping @Sendable (Digest, MemoryBlob) -> Void) throws {
    self.keep = keep
    state = Locked(State(digester: try Digester()))
  }

  var size: Int64 { state.withLock { $0.blob?.size ?? 0 } }

  func append(_ bytes: UnsafeRawBufferPointer) throws {
    try state.withLock { state in
      guard state.blob != nil else { throw StorageError.uploadEnded }
      state.blob?.append(bytes)
      state.digester.update(bytes)
    }
  }

  func commit(as digest: Digest) throws {
    let (blob, found) = try state.withLock { state -> (MemoryBlob, Digest) in
      guard let blob = state.blob else { throw StorageError.uploadEnded }
      state.blob = nil
      return (blob, try digest.algorithm == .sha256 ? state.digester.digest() : blob.digest(digest.algorithm))
    }
    guard found == digest else { throw StorageError.wrongDigest(digest) }
    keep(digest, blob)
  }

  func abandon() { state.withLock { $0.blob = nil } }
}

extension BlobReader {
  /// Reads the whole blob once more for its digest under another algorithm than the one that ran along.
  func digest(_ algorithm: Digest.Algorithm) throws -> Digest {
    var digester = try Digester(algorithm)
    var offset: Int64 = 0
    while offset < size {
      let part = try read(at: offset, count: 1 << 20)
      if part.isEmpty { throw StorageError.truncated }
      part.withUnsafeBytes { digester.update($0) }
      offset += Int64(part.count)
    }
    return try digester.digest()
  }
}
