import ImageSpec
import RegistrySimulator

/// The storage of a simulated registry that begins with a fixture's repositories: the fixture's bytes are shared by all
/// registries and worlds, what is pushed is kept beside them in memory.
final class FixtureStorage: RegistryStorage {
  private let contents: FixtureContents
  private let areas: [StorageArea: AreaContents]
  private let pushed = MemoryStorage()

  /// - Parameters:
  ///   - contents: the fixture's images.
  ///   - repositories: what the registry holds of them.
  ///   - hasForeignLayers: whether it serves the foreign layers too.
  init(_ contents: FixtureContents, repositories: [FixtureRepository], hasForeignLayers: Bool = false) {
    self.contents = contents
    var areas: [StorageArea: AreaContents] = [:]
    for repository in repositories {
      var area = AreaContents()
      for (tag, name) in repository.tags {
        guard let root = contents.roots[name] else { continue }
        area.tags[tag] = root.digest
        let parts = contents.reachable(from: root)
        for document in parts.documents { area.manifests[document.descriptor.digest] = ManifestRecord(document) }
        for blob in parts.blobs { area.blobs[blob.digest] = blob.size }
      }
      areas[.repository(repository.name)] = area
    }
    if hasForeignLayers {
      var area = AreaContents()
      for layer in contents.foreignLayers { area.blobs[layer.digest] = layer.size }
      areas[.foreign] = area
    }
    self.areas = areas
  }

  func load() -> StoredAreas { StoredAreas(areas) }

  func beginUpload() throws -> any BlobUpload { try pushed.beginUpload() }

  func keep(_ change: AreaChange, of area: StorageArea) throws {
    for digest in change.shown where size(digest) == nil { throw StorageError.noContent(digest) }
  }

  func open(_ digest: Digest) throws -> any BlobReader {
    if let bytes = contents.blobs[digest] { return BytesReader(bytes: bytes) }
    return try pushed.open(digest)
  }

  func size(_ digest: Digest) -> Int64? { contents.blobs[digest].map { Int64($0.count) } ?? pushed.size(digest) }

  /// The fixture's own content stays: others share it.
  func remove(_ digest: Digest) -> Int64? { pushed.remove(digest) }
}

/// Reads bytes that are in memory.
private struct BytesReader: BlobReader {
  let bytes: [UInt8]

  var size: Int64 { Int64(bytes.count) }

  func read(at offset: Int64, count: Int) -> [UInt8] {
    guard (0..<size).contains(offset) else { return [] }
    return Array(bytes[Int(offset)...].prefix(count))
  }
}
