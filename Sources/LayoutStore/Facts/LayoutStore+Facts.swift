import Archive
import ByteStreams
import ContentStore
import ImageSpec

extension LayoutStore {
  /// What a layer is when it is uncompressed: its diffID and sizes. From the cache, else by one pass over the blob,
  /// which fills the cache.
  ///
  /// - Throws: ``LayerUnreadable`` for a layer that is no archive, `ContentError.notFound` when the blob is absent.
  public func layerFacts(of descriptor: Descriptor) async throws -> LayerFacts {
    let known = try await BlockingThreads.run { () -> LayerFacts? in
      switch LayerFactsFile(at: self.folder.layerFacts(descriptor.digest)) {
      case .facts(let facts): return facts
      case .unreadable(let reason): throw LayerUnreadable(digest: descriptor.digest, reason: reason)
      case nil: return nil
      }
    }
    if let known { return known }
    return try await inspect(descriptor)
  }

  /// The table of contents of a layer. From the cache, else by one pass over the blob.
  ///
  /// - Parameters:
  ///   - descriptor: the layer.
  ///   - renewing: whether the cached one is not to be believed, because reading it failed.
  /// - Returns: the index, whose file may go with the next sweep.
  /// - Throws: ``LayerUnreadable`` for a layer that is no archive, `ContentError.notFound` when the blob is absent.
  public func fileIndex(of descriptor: Descriptor, renewing: Bool = false) async throws -> FileIndex {
    let path = folder.fileIndex(descriptor.digest)
    let isKnown = try await BlockingThreads.run { !renewing && FileIndex(path: path).isCurrent }
    if !isKnown { _ = try await inspect(descriptor) }
    return FileIndex(path: path)
  }

  /// Makes one verified pass over a layer's blob, while no sweep takes the blob or the cache's files away.
  private func inspect(_ descriptor: Descriptor) async throws -> LayerFacts {
    try await withLease(creating: false) {
      let inspection = try await BlockingThreads.run { () -> LayerInspection in
        _ = try self.openBlob(descriptor)
        return LayerInspection(of: descriptor, in: self.folder)
      }
      let sink = try VerifyingSink(descriptor, next: inspection)
      try await fetch(descriptor, from: 0, into: sink)
      return try await BlockingThreads.run {
        try sink.finish()
        return try inspection.finish()
      }
    }
  }
}
