import ByteStreams
import ContentStore
import ImageSpec

extension LayoutStore {
  /// What an image lacks to be whole: the content that it needs and that is not in the store with its size, each once.
  ///
  /// Of an index one manifest must be there, and all that the manifests which are there need. Nothing is hashed. A
  /// caller that acts on the answer holds a lease, see ``withLease(creating:isolation:_:)``.
  ///
  /// - Throws: ``FileError``.
  public func absentContent(of root: Descriptor) async throws -> [Descriptor] {
    try await BlockingThreads.run {
      var graph = ContentGraph(self.folder)
      var absent: [Descriptor] = []
      var manifests: [Descriptor] = []
      var hasManifest = false
      try graph.walk(root) { node in
        let isThere = try self.holds(node.descriptor)
        if node.descriptor.mediaType.isManifest {
          if isThere { hasManifest = true } else { manifests.append(node.descriptor) }
        }
        if node.isRequired, !isThere { absent.append(node.descriptor.bare) }
      }
      if root.mediaType.isIndex, !hasManifest { absent += manifests.map(\.bare) }
      return absent
    }
  }
}
