import ByteStreams
import ContentStore
import Glibc
import ImageSpec

/// A store in a folder: an OCI image layout that other tools read and write too.
///
/// Opening does nothing: reading creates no file and takes no lock, on a folder that is absent too; the first write
/// makes the layout. Content is written beside, verified, and renamed to its digest; names change in `index.json` under
/// one lock across processes, by renaming a whole new file. So the layout is valid at every instant, whatever is
/// killed.
///
/// Files: `oci-layout`, `index.json`, `blobs/`; `ingest/` (content that is arriving or was interrupted), `lock` (the
/// index's lock), `leases` (shared by running copies, exclusive for a sweep), `cache/` (may be deleted at any time).
public final class LayoutStore: Sendable {
  let folder: LayoutFolder
  let clock: @Sendable () -> Timestamp
  let durability: Durability
  private let known: Locked<KnownIndex?>
  private let recorder: Recorder

  /// Is told of a change of the index, right before the file is replaced.
  public typealias Recorder = @Sendable (_ before: LayoutIndex, _ after: LayoutIndex) throws -> Void

  /// Names a store; nothing is read or written yet.
  ///
  /// - Parameters:
  ///   - folder: the layout's folder, absolute; it need not exist.
  ///   - durability: whether writes wait for the disk.
  ///   - clock: tells the time; decides only when interrupted downloads are too old to be kept.
  public init(
    folder: String, durability: Durability = .durable,
    clock: @escaping @Sendable () -> Timestamp = { Timestamp(seconds: Int64(time(nil))) }
  ) {
    var path = folder
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.folder = LayoutFolder(path: path)
    self.durability = durability
    self.clock = clock
    known = Locked(nil)
    recorder = { _, _ in }
  }

  private init(_ store: LayoutStore, recorder: @escaping Recorder) {
    folder = store.folder
    durability = store.durability
    clock = store.clock
    known = store.known
    self.recorder = recorder
  }

  /// The same store, which tells of each change of the index under the index's lock, right before the file is replaced:
  /// a journal's note of the intent. When the recorder throws, nothing changes.
  public func recording(_ recorder: @escaping Recorder) -> LayoutStore {
    LayoutStore(self, recorder: recorder)
  }

  /// The layout's folder.
  public var path: String { folder.path }

  // MARK: The index

  /// The index as it is now. Needs no lock: the file is only ever replaced whole.
  ///
  /// - Throws: ``LayoutError`` and ``FileError``.
  public func index() async throws -> LayoutIndex {
    try await BlockingThreads.run { try self.readIndex() }
  }

  /// The images, each once.
  public func images() async throws -> [ImageEntry] { try await index().images }

  /// Changes the index in one step under the lock that all processes share.
  ///
  /// Atomic: when `body` or the recorder throws, nothing changed. An index that `body` left as it was is not written.
  ///
  /// - Parameter body: changes the index; runs on a thread that may block, must not wait for anything that needs the
  ///   lock.
  /// - Returns: the body's result with the index before and after.
  /// - Throws: ``LayoutError``, ``FileError``, and what the closure and the recorder throw.
  public func update<Result: Sendable>(
    _ body: @escaping @Sendable (inout LayoutIndex) throws -> Result
  ) async throws -> IndexUpdate<Result> {
    try await BlockingThreads.run {
      let update = try self.withIndexLock {
        let before = try self.loadIndex()
        var after = before
        let result = try body(&after)
        if after != before {
          try self.recorder(before, after)
          let bytes = after.encoded()
          try self.replaceIndex(with: bytes)
          self.remember(after, of: bytes)
        }
        return IndexUpdate(result: result, before: before, after: after)
      }
      if update.after != update.before { self.renewNames(of: update.after) }
      return update
    }
  }

  /// Writes the file of the index. Blocks.
  func replaceIndex(with bytes: [UInt8]) throws {
    do { try FileSystem.replace(folder.index, with: bytes, durability: durability) } catch let error as FileError {
      guard error.isFull else { throw error }
      let free = try FileSystem.freeBytes(at: path)
      throw LayoutError.noSpace(folder: path, needed: Int64(bytes.count), free: free)
    }
  }

  /// Runs `body` while no other process and no other task changes the index. Blocks.
  func withIndexLock<Result>(_ body: () throws -> Result) throws -> Result {
    try create()
    let lock = try OpenFile.open(folder.lock, O_RDWR | O_CREAT)
    try lock.lock(.exclusive)
    return try withExtendedLifetime(lock) { try body() }
  }

  /// Reads the index, or takes it from memory when the file did not change. Blocks.
  func readIndex() throws -> LayoutIndex {
    try checkMarker()
    guard let known = try knownIndex() else { return LayoutIndex() }
    return try known.index ?? loadIndex()
  }

  /// Reads the index from its file; what is in memory stands in only for the very bytes that are there. Blocks.
  func loadIndex() throws -> LayoutIndex {
    guard let bytes = try FileSystem.contents(of: folder.index, limit: LayoutIndex.maximumSize) else {
      return LayoutIndex()
    }
    let digest = try Digest(of: bytes)
    if let known = known.withLock({ $0 }), known.digest == digest, let index = known.index { return index }
    let index: LayoutIndex
    do { index = try LayoutIndex(parsing: bytes) } catch {
      throw LayoutError.damagedIndex(path: folder.index, error)
    }
    remember { if $0.digest == digest { $0.index = index } }
    return index
  }

  /// What is remembered of the index as it is now, after a look at the file's status, and at its bytes where that does
  /// not tell; nil where there is no index. Blocks.
  func knownIndex() throws -> KnownIndex? {
    guard let status = try FileStatus.of(folder.index) else { return nil }
    if let known = known.withLock({ $0 }), known.status == status, known.isSettled { return known }
    let isSettled = KnownIndex.isSettled(status)
    guard let bytes = try FileSystem.contents(of: folder.index, limit: LayoutIndex.maximumSize) else { return nil }
    let digest = try Digest(of: bytes)
    // The file may have been replaced between the two calls: then its status tells nothing.
    let isSame = try FileStatus.of(folder.index) == status
    return known.withLock { known in
      var now = KnownIndex(status: status, digest: digest, isSettled: isSettled && isSame)
      if let old = known, old.digest == digest { (now.index, now.names) = (old.index, old.names) }
      known = now
      return now
    }
  }

  /// Adds to what is remembered of the index.
  func remember(_ change: (inout KnownIndex) -> Void) {
    known.withLock { known in
      guard var changed = known else { return }
      change(&changed)
      known = changed
    }
  }

  /// Remembers an index that was just written. Who reads it next looks at the file's bytes once more.
  private func remember(_ index: LayoutIndex, of bytes: [UInt8]) {
    guard let status = try? FileStatus.of(folder.index), let digest = try? Digest(of: bytes) else { return }
    known.withLock { $0 = KnownIndex(status: status, digest: digest, isSettled: false, index: index) }
  }

  // MARK: The layout

  private static let version = "1.0.0"

  /// Checks that a layout that is there has a version that we know. Blocks.
  private func checkMarker() throws {
    guard let bytes = try FileSystem.contents(of: folder.marker, limit: 4096) else { return }
    let version = (try? JSON(parsing: bytes))?.object?["imageLayoutVersion"]?.string
    guard version == Self.version else {
      throw LayoutError.notALayout(folder: path, reason: version.map { "version \($0)" } ?? "no imageLayoutVersion")
    }
  }

  /// Makes the layout where it is not there yet. Idempotent, and safe beside others that do the same. Blocks.
  func create() throws {
    try checkMarker()
    for algorithm in Digest.Algorithm.allCases { try FileSystem.createFolder(folder.blobs(algorithm)) }
    try FileSystem.createFolder(folder.ingest)
    guard try FileStatus.of(folder.marker) == nil || FileStatus.of(folder.index) == nil else { return }
    let lock = try OpenFile.open(folder.lock, O_RDWR | O_CREAT)
    try lock.lock(.exclusive)
    try withExtendedLifetime(lock) {
      if try FileStatus.of(folder.index) == nil {
        try replaceIndex(with: LayoutIndex().encoded())
      }
      if try FileStatus.of(folder.marker) == nil {
        let marker: JSON = ["imageLayoutVersion": .string(Self.version)]
        try FileSystem.replace(folder.marker, with: marker.encoded(), durability: durability)
      }
    }
  }
}
