import Archive
import ByteStreams
import ImageSpec

extension LayoutStore {
  /// The files of the cache that can't be read, by their names: facts of layers and tables of contents.
  ///
  /// - Throws: ``FileError``.
  public func damagedCaches() async throws -> [String] {
    try await BlockingThreads.run {
      try FileSystem.list(self.folder.layerCache).filter { name in
        let path = "\(self.folder.layerCache)/\(name)"
        guard let digest = try? Digest(parsing: name.prefix { $0 != "." }.replacing("-", with: ":")) else {
          return false
        }
        if path == self.folder.layerFacts(digest) { return LayerFactsFile(at: path) == nil }
        guard path == self.folder.fileIndex(digest) else { return false }
        return (try? FileIndex(path: path).forEach { _ in }) == nil
      }
    }
  }

  /// Drops files of the cache, which are made anew where they are needed. Idempotent.
  ///
  /// - Throws: ``FileError``.
  public func dropCaches(_ names: [String]) async throws {
    try await BlockingThreads.run {
      for name in names { try FileSystem.remove("\(self.folder.layerCache)/\(name)") }
    }
  }
}
