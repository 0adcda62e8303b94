import ByteStreams
import ContentStore
import Glibc
import ImageSpec

extension LayoutStore: ContentPusher {
  /// Takes a blob: streams it into `ingest/`, checks size and digest, waits for the disk, and renames it to its digest.
  /// A layer is inspected in the same pass.
  ///
  /// What an interrupted attempt of any process left is used: it is hashed again and the source is asked for the rest. If
  /// the whole is wrong, it starts over once. A blob of wrong size is replaced.
  ///
  /// - Throws: `ContentError` when the bytes are wrong, ``LayoutError/noSpace(folder:needed:free:)``, ``FileError``,
  /// and
  ///   the source's errors.
  public func push(
    _ descriptor: Descriptor, from source: any ContentFetcher, progress: @escaping @Sendable (Int64) -> Void
  ) async throws {
    if try await contains(descriptor) { return }
    try await take(descriptor, from: source, replacing: false, progress: progress)
  }

  /// Takes a blob though there seems to be one already, because its bytes are known to be wrong: the right ones take its
  /// place in one step, and where they can't be had it stays as it is. See ``push(_:from:progress:)``.
  public func replace(
    _ descriptor: Descriptor, from source: any ContentFetcher,
    progress: @escaping @Sendable (Int64) -> Void = { _ in }
  ) async throws {
    try await take(descriptor, from: source, replacing: true, progress: progress)
  }

  private func take(
    _ descriptor: Descriptor, from source: any ContentFetcher, replacing: Bool,
    progress: @escaping @Sendable (Int64) -> Void
  ) async throws {
    try await withLease {
      let ingest = try await openIngest(descriptor, replacing: replacing)
      guard let ingest else { return }
      do { try await receive(ingest, from: source, progress: progress) } catch {
        // The kept part may be damaged, or something on the way: once more from the start.
        guard Self.isAboutBytes(error), let fresh = try await openIngest(descriptor, replacing: replacing)
        else { throw error }
        try await receive(fresh, from: source, progress: progress)
      }
    }
  }

  /// Opens the file that takes a blob; nil when another process completed the blob meanwhile, unless it is to be replaced.
  private func openIngest(_ descriptor: Descriptor, replacing: Bool) async throws -> Ingest? {
    try await BlockingThreads.run {
      try self.create()
      let ingest = try Ingest(descriptor, in: self.folder)
      if try !replacing && self.holds(descriptor) {
        ingest.discard()
        return nil
      }
      let needed = descriptor.size - ingest.kept
      let free = try FileSystem.freeBytes(at: self.folder.ingest)
      guard needed <= free else {
        ingest.abandon()
        throw LayoutError.noSpace(folder: self.path, needed: needed, free: free)
      }
      return ingest
    }
  }

  private func receive(
    _ ingest: Ingest, from source: any ContentFetcher, progress: @escaping @Sendable (Int64) -> Void
  ) async throws {
    let descriptor = ingest.descriptor
    let isCancelled = Locked(false)
    do {
      let inspection = try await BlockingThreads.run {
        LayerInspection(of: descriptor, next: ingest.appender(), in: self.folder)
      }
      let sink = try VerifyingSink(descriptor, next: inspection)
      let counting = CountingSink(next: sink, progress: progress)
      try await withTaskCancellationHandler {
        if ingest.kept > 0 {
          try await BlockingThreads.run { try ingest.replay(into: counting) { isCancelled.withLock { $0 } } }
        }
        // A part that is the whole needs no source.
        if ingest.kept < descriptor.size || descriptor.size == 0 {
          try await source.fetch(descriptor, from: ingest.kept, into: counting)
        }
      } onCancel: {
        isCancelled.withLock { $0 = true }
      }
      let durability = durability
      try await BlockingThreads.run {
        try sink.finish()
        try ingest.commit(durability: durability)
        // A layer that can't be read is content like any other; who asks for its facts is told.
        _ = try? inspection.finish()
      }
    } catch {
      try await BlockingThreads.run { try self.end(ingest, after: error) }
      throw error
    }
  }

  /// Whether bytes were wrong, as the store or the source of a copy found.
  private static func isAboutBytes(_ error: any Error) -> Bool {
    let cause = (error as? CopyError)?.underlying ?? error
    return (cause as? ContentError)?.isAboutBytes ?? false
  }

  /// Cleans up after a failed attempt. Blocks.
  ///
  /// - Throws: ``LayoutError/noSpace(folder:needed:free:)`` in place of an error that says that the disk is full.
  private func end(_ ingest: Ingest, after error: any Error) throws {
    if let error = error as? FileError, error.isFull {
      ingest.discard()
      let free = try FileSystem.freeBytes(at: folder.ingest)
      throw LayoutError.noSpace(folder: path, needed: ingest.descriptor.size, free: free)
    }
    if Self.isAboutBytes(error) { return ingest.discard() }
    ingest.abandon()
  }
}
