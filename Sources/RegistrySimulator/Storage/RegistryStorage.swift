import ImageSpec

/// Where a simulated registry keeps its bytes: one pool of content, and areas in which parts of it can be seen.
///
/// Every function may block and is called on a thread that may. Calls for one area come one after the other; calls for
/// different areas and the pool come from several threads at once.
public protocol RegistryStorage: Sendable {
  /// What was kept by an earlier process; empty for a new storage. Called once, before anything else.
  func load() throws -> [StorageArea: AreaContents]

  /// Opens a place for content whose digest is not known yet.
  func beginUpload() throws -> any BlobUpload

  /// Shows content of the pool in an area. Idempotent and durable.
  ///
  /// - Throws: ``StorageError/noContent(_:)`` where the pool lacks it.
  func show(_ digest: Digest, in area: StorageArea) throws

  /// Hides content in an area; the pool keeps it. Idempotent.
  func hide(_ digest: Digest, in area: StorageArea) throws

  /// Keeps an area's names and manifests. Atomic and durable.
  func save(_ contents: AreaContents, of area: StorageArea) throws

  /// Opens content of the pool.
  ///
  /// - Throws: ``StorageError/noContent(_:)``.
  func open(_ digest: Digest) throws -> any BlobReader

  /// Whether the pool has the content, and how many bytes it has.
  func size(_ digest: Digest) throws -> Int64?
}

/// A place where content of the pool can be seen.
public enum StorageArea: Hashable, Sendable {
  /// A repository.
  case repository(RepositoryName)
  /// The host of foreign layers, which belong to no repository.
  case foreign
}

/// Reads one blob at any place. Every function may block.
public protocol BlobReader: Sendable {
  /// The number of bytes of the whole blob.
  var size: Int64 { get }

  /// Reads up to `count` bytes, at least one unless the offset is the blob's end.
  func read(at offset: Int64, count: Int) throws -> [UInt8]
}

/// Content that arrives. Every function may block; one thread calls at a time.
public protocol BlobUpload: AnyObject, Sendable {
  /// How many bytes have come so far.
  var size: Int64 { get }

  /// Takes the next bytes.
  func append(_ bytes: UnsafeRawBufferPointer) throws

  /// Verifies all bytes and puts them into the pool. Durable when it returns; the upload ends, whatever the result.
  ///
  /// - Throws: ``StorageError/wrongDigest(_:)``.
  func commit(as digest: Digest) throws

  /// Drops the bytes. Idempotent; without effect after ``commit(as:)``.
  func abandon()
}

/// What a storage can't do.
public enum StorageError: Error, Hashable, CustomStringConvertible {
  /// The pool lacks the content.
  case noContent(Digest)
  /// The bytes that came have another digest.
  case wrongDigest(Digest)
  /// A blob has fewer bytes than it had.
  case truncated
  /// The upload is over.
  case uploadEnded
  /// Another process uses the folder.
  case inUse(String)
  /// A file of the storage can't be read: its path and the reason.
  case damaged(String, String)

  /// The facts, for logs.
  public var description: String {
    switch self {
    case .noContent(let digest): "no content \(digest)"
    case .wrongDigest(let digest): "content is not \(digest)"
    case .truncated: "a blob is shorter than it was"
    case .uploadEnded: "the upload is over"
    case .inUse(let path): "\(path) is in use by another process"
    case .damaged(let path, let reason): "\(path): \(reason)"
    }
  }
}
