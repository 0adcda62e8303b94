import ByteStreams
import ContentStore
import Glibc
import ImageSpec

/// What a sweep removed.
public struct SweepOutcome: Sendable, Hashable {
  /// A blob that nothing reaches.
  public struct Orphan: Sendable, Hashable {
    /// The blob's digest.
    public let digest: Digest
    /// Its size on the disk, in bytes.
    public let size: Int64
  }

  /// The blobs that went, sorted by digest.
  public var removed: [Orphan] = []
  /// How many files of interrupted downloads went.
  public var staleFiles = 0
  /// Their bytes.
  public var staleBytes: Int64 = 0
  /// Whether nothing was done because a copy is running: the next sweep does it.
  public var isDeferred = false

  /// The bytes that were freed.
  public var bytes: Int64 { removed.reduce(staleBytes) { $0 + $1.size } }

  /// Nothing removed.
  public init() {}
}

/// What a sweep does while a copy is running somewhere.
public enum SweepPatience: Sendable {
  /// Leaves everything to the next sweep.
  case deferring
  /// Waits until no copy runs. Never to be used by who holds a lease himself.
  case waiting
}

extension LayoutStore {
  /// How long an interrupted download is kept for being resumed: a week, in seconds.
  public static let partialLifetime: Int64 = 7 * 86_400

  /// Removes the blobs that no entry of the index and no other root reaches, and the remains of old downloads.
  ///
  /// It can't take a running copy's content: it works only while no lease is held, with the index locked. What can't be
  /// read keeps all that it mentions. On an absent store it does nothing.
  ///
  /// - Parameters:
  ///   - roots: what else is needed: snapshots, undoable journal entries.
  ///   - patience: what to do while a copy is running.
  ///   - releasing: is asked once no copy runs which of the index's keepers have no claim any more, and lets them go.
  ///     Runs on a thread that may block, with the index locked.
  /// - Returns: what went.
  /// - Throws: ``LayoutError`` and ``FileError``; what went until then stays gone.
  @discardableResult
  public func sweep(
    keeping roots: [Descriptor] = [], patience: SweepPatience = .deferring,
    releasing: @escaping @Sendable (_ index: LayoutIndex) throws -> Set<String> = { _ in [] }
  ) async throws -> SweepOutcome {
    try await BlockingThreads.run {
      guard try FileStatus.of(self.folder.marker) != nil else { return SweepOutcome() }
      guard let leases = try self.openLeases(creating: true) else { return SweepOutcome() }
      if patience == .waiting {
        try leases.lock(.exclusive)
      } else if try !leases.tryLock(.exclusive) {
        var outcome = SweepOutcome()
        outcome.isDeferred = true
        return outcome
      }
      return try withExtendedLifetime(leases) {
        try self.withIndexLock {
          try self.release(releasing)
          return try self.sweepLocked(roots)
        }
      }
    }
  }

  /// Lets go of what was kept for those who have no claim any more. Blocks; to be called under the lock.
  private func release(_ void: (LayoutIndex) throws -> Set<String>) throws {
    let before = try loadIndex()
    var after = before
    for keeper in try void(before) { after.release(keeper) }
    if after != before { try replaceIndex(with: after.encoded()) }
  }

  /// The blobs that ``sweep(keeping:patience:releasing:)`` would remove, sorted. Takes no lock and changes nothing: what
  /// it lists may be a running copy's.
  ///
  /// - Parameters:
  ///   - roots: what else is needed.
  ///   - index: the index to go by; nil for the one that is there.
  ///   - releasing: the index's keepers that would have no claim any more.
  /// - Returns: the blobs.
  /// - Throws: ``LayoutError`` and ``FileError``.
  public func orphans(
    keeping roots: [Descriptor] = [], in index: LayoutIndex? = nil, releasing: Set<String> = []
  ) async throws -> [SweepOutcome.Orphan] {
    try await BlockingThreads.run { try self.findOrphans(roots, in: index ?? self.readIndex(), releasing: releasing) }
  }

  private func findOrphans(
    _ roots: [Descriptor], in index: LayoutIndex, releasing void: Set<String> = []
  ) throws -> [SweepOutcome.Orphan] {
    var marking = Marking(folder)
    for entry in index.entries where entry.keeper.map({ !void.contains($0) }) ?? true {
      if let descriptor = entry.descriptor {
        try marking.mark(descriptor)
      } else {
        try marking.mark(mentionedIn: entry.json)
      }
    }
    for root in roots { try marking.mark(root) }
    var orphans: [SweepOutcome.Orphan] = []
    for algorithm in Digest.Algorithm.allCases {
      for name in try FileSystem.list(folder.blobs(algorithm)) {
        // Other names are no blobs: another tool's business.
        guard let digest = try? Digest(algorithm: algorithm, hex: name), !marking.reached.contains(digest),
          let status = try FileStatus.of(folder.blob(digest)), status.isRegular
        else { continue }
        orphans.append(SweepOutcome.Orphan(digest: digest, size: status.size))
      }
    }
    return orphans
  }

  private func sweepLocked(_ roots: [Descriptor]) throws -> SweepOutcome {
    var outcome = SweepOutcome()
    for orphan in try findOrphans(roots, in: readIndex()) {
      try FileSystem.remove(folder.blob(orphan.digest))
      outcome.removed.append(orphan)
    }
    try sweepCache()
    // The lock is held, so a half-written index has no writer any more.
    for name in try FileSystem.list(folder.path) {
      guard name.hasPrefix("index.json.tmp-") || name.hasPrefix("oci-layout.tmp-") else { continue }
      try FileSystem.remove("\(folder.path)/\(name)")
    }
    for file in try staleFiles() {
      try FileSystem.remove(file.path)
      outcome.staleFiles += 1
      outcome.staleBytes += file.size
    }
    return outcome
  }

  /// The bytes of interrupted downloads that a sweep would remove now. Takes no lock and changes nothing: some of them
  /// may be a running copy's.
  public func staleBytes() async throws -> Int64 {
    try await BlockingThreads.run { try self.staleFiles().reduce(0) { $0 + $1.size } }
  }

  /// The files of downloads that nobody will resume. Blocks.
  private func staleFiles() throws -> [(path: String, size: Int64)] {
    let oldest = clock().seconds - Self.partialLifetime
    return try FileSystem.list(folder.ingest).compactMap { name in
      let path = "\(folder.ingest)/\(name)"
      guard let status = try FileStatus.of(path), status.isRegular else { return nil }
      // While no lease is held, no file here has a writer; a part may still be resumed.
      return name.hasSuffix(".partial") && status.modified >= oldest ? nil : (path, status.size)
    }
  }

  /// Removes cached facts of layers that are not there, and what killed writers left.
  private func sweepCache() throws {
    for name in try FileSystem.list(folder.layerCache) {
      let parts = name.split(separator: ".", omittingEmptySubsequences: false)
      let digest = try? Digest(parsing: parts[0].replacing("-", with: ":"))
      if parts.count == 2, let digest, try FileStatus.of(folder.blob(digest)) != nil { continue }
      try FileSystem.remove("\(folder.layerCache)/\(name)")
    }
    for name in try FileSystem.list(folder.cache) where name.hasPrefix("names.tmp-") {
      try FileSystem.remove("\(folder.cache)/\(name)")
    }
  }
}
