import ImageSpec

/// Where a simulated registry keeps its bytes: one pool of content, and areas in which parts of it can be seen.
///
/// Every function but ``openAtHand(_:)`` may block and is called on a thread that may. Calls for one area come one after the other; calls for
/// different areas and the pool come from several threads at once.
public protocol RegistryStorage: Sendable {
  /// What was kept by an earlier process; empty for a new storage. Called once, before anything else.
  func load() throws -> StoredAreas

  /// Opens a place for content whose digest is not known yet.
  func beginUpload() throws -> any BlobUpload

  /// Keeps a change of an area: shows content of the pool, keeps names and manifests, hides content, in this order.
  /// Durable, and as a whole or not at all as far as names and manifests go. What it hides stays in the pool.
  ///
  /// - Throws: ``StorageError/noContent(_:)`` where the pool lacks what is to be shown.
  func keep(_ change: AreaChange, of area: StorageArea) throws

  /// Opens content of the pool.
  ///
  /// - Throws: ``StorageError/noContent(_:)``.
  func open(_ digest: Digest) throws -> any BlobReader

  /// Opens content of the pool where nothing has to be waited for: may be called on any thread.
  ///
  /// - Returns: the content; nil says nothing, ``open(_:)`` knows.
  func openAtHand(_ digest: Digest) -> (any BlobReader)?

  /// Whether the pool has the content, and how many bytes it has.
  func size(_ digest: Digest) throws -> Int64?

  /// Removes content from the pool, which no area shows; what has it open can still read it. Idempotent.
  ///
  /// - Returns: how many bytes it had; nil where the pool lacked it.
  func remove(_ digest: Digest) throws -> Int64?

  /// Lets others have the storage. Nothing is called afterwards but by answers that are still under way. Idempotent.
  func close()
}

extension RegistryStorage {
  /// What nobody else could have needs no end.
  public func close() {}
}

extension RegistryStorage {
  /// Nothing is at hand, unless a storage knows better.
  public func openAtHand(_ digest: Digest) -> (any BlobReader)? { nil }
}

/// What a storage holds when it is opened.
public struct StoredAreas: Sendable {
  /// What each area shows.
  public var areas: [StorageArea: AreaContents]
  /// Areas that can't be read, and why; their files stay as they are.
  public var damaged: [StorageArea: StorageError]

  /// Composes what was found.
  public init(_ areas: [StorageArea: AreaContents] = [:], damaged: [StorageArea: StorageError] = [:]) {
    self.areas = areas
    self.damaged = damaged
  }
}

/// A place where content of the pool can be seen.
public enum StorageArea: Hashable, Sendable {
  /// A repository.
  case repository(RepositoryName)
  /// The host of foreign layers, which belong to no repository.
  case foreign
}

/// Reads one blob at any place. Every function but ``readAtHand(at:into:)`` may block.
public protocol BlobReader: Sendable {
  /// The number of bytes of the whole blob.
  var size: Int64 { get }

  /// Reads up to `count` bytes, at least one unless the offset is the blob's end.
  func read(at offset: Int64, count: Int) throws -> [UInt8]

  /// Reads what is in memory already, and never waits for a disk: may be called on any thread.
  ///
  /// - Returns: how many bytes were read, up to the buffer's size and at least one; nil where they can't be had without
  ///   waiting.
  func readAtHand(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int?
}

extension BlobReader {
  /// Nothing is at hand, unless a storage knows better.
  public func readAtHand(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int? { nil }
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
