import ByteStreams
import ContentStore
import ImageSpec

extension LayoutStore {
  /// The content that is here of what some images reach, with its size on the disk in bytes: one map an image.
  ///
  /// - Throws: ``FileError``.
  public func content(of roots: [Descriptor]) async throws -> [[Digest: Int64]] {
    try await BlockingThreads.run {
      var graph = ContentGraph(self.folder)
      return try roots.map { root in
        var found: [Digest: Int64] = [:]
        try graph.walk(root) { node in
          let digest = node.descriptor.digest
          guard let status = try FileStatus.of(self.folder.blob(digest)), status.isRegular else { return }
          found[digest] = status.size
        }
        return found
      }
    }
  }

  /// What all blobs take on the disk, whether something reaches them or not, in bytes.
  ///
  /// - Throws: ``FileError``.
  public func contentBytes() async throws -> Int64 {
    try await BlockingThreads.run {
      var bytes: Int64 = 0
      for algorithm in Digest.Algorithm.allCases {
        for name in try FileSystem.list(self.folder.blobs(algorithm)) {
          guard let digest = try? Digest(algorithm: algorithm, hex: name),
            let status = try FileStatus.of(self.folder.blob(digest)), status.isRegular
          else { continue }
          bytes += status.size
        }
      }
      return bytes
    }
  }
}
