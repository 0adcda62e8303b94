import ByteStreams
import Glibc
import ImageSpec
import RegistryClient

/// What a world saw in its registries, in memory and, where there is a folder, in a private file a registry, which other
/// processes read: `cache/registries/` of the store, which may be deleted at any time.
///
/// A registry is where its route leads, not what it is called: no two worlds share what they saw, unless they reach the
/// same one. Nothing here fails: what can't be read was not seen, what can't be written is in memory.
public final class SeenRegistries: Sendable {
  /// How many registries are remembered on disk.
  private static let mostFiles = 32

  private struct Known {
    var stamp: FileStamp?
    var registry: SeenRegistry
  }

  private let folder: String?
  private let store: String
  private let known = Locked<[String: Known]>([:])

  /// Remembers in memory only.
  public init() { (folder, store) = (nil, "") }

  /// Remembers in a folder.
  ///
  /// - Parameters:
  ///   - folder: where the files are; it need not exist.
  ///   - store: what must exist for anything to be written: who only looks makes no store.
  public init(folder: String, store: String) { (self.folder, self.store) = (folder, store) }

  /// What was seen of a registry. Blocks for milliseconds.
  func registry(_ host: RegistryHost, at place: String) -> SeenRegistry {
    guard let path = path(place), let stamp = FileStamp(path) else {
      return known.withLock { $0[place]?.registry } ?? SeenRegistry(host: host)
    }
    if let known = known.withLock({ $0[place] }), known.stamp == stamp { return known.registry }
    guard let bytes = try? PrivateFile.read(path), let read = SeenRegistry(parsing: bytes, of: place) else {
      return known.withLock { $0[place]?.registry } ?? SeenRegistry(host: host)
    }
    known.withLock { $0[place] = Known(stamp: stamp, registry: read) }
    return read
  }

  /// Notes something of a registry, over what others noted meanwhile. Blocks; waits for others that write.
  func change(_ host: RegistryHost, at place: String, _ change: (inout SeenRegistry) -> Void) {
    guard let path = path(place), access(store, F_OK) == 0 else {
      return known.withLock { known in
        var registry = known[place]?.registry ?? SeenRegistry(host: host)
        change(&registry)
        known[place] = Known(stamp: nil, registry: registry)
      }
    }
    let isNew = FileStamp(path) == nil
    var registry = SeenRegistry(host: host)
    try? PrivateFile.replace(path) { target in
      let bytes = try? PrivateFile.read(target)
      registry = bytes.flatMap { SeenRegistry(parsing: $0, of: place) } ?? self.registry(host, at: place)
      change(&registry)
      return registry.encoded(of: place)
    }
    let changed = registry
    known.withLock { $0[place] = Known(stamp: FileStamp(path), registry: changed) }
    if isNew { trim() }
  }

  /// Forgets a registry. Idempotent. Blocks.
  func forget(at place: String) {
    known.withLock { _ = $0.removeValue(forKey: place) }
    if let path = path(place) { unlink(path) }
  }

  /// The hosts of the registries that were seen, by their places. Blocks for milliseconds.
  func hosts() -> [(host: RegistryHost, place: String)] {
    for name in names {
      guard let folder, let stamp = FileStamp("\(folder)/\(name)") else { continue }
      if known.withLock({ $0.values.contains { $0.stamp == stamp } }) { continue }
      guard let bytes = try? PrivateFile.read("\(folder)/\(name)"),
        let place = (try? JSON(parsing: bytes))?.object?["place"]?.string,
        let read = SeenRegistry(parsing: bytes, of: place)
      else { continue }
      known.withLock { $0[place] = Known(stamp: stamp, registry: read) }
    }
    return known.withLock { $0.map { (host: $0.value.registry.host, place: $0.key) } }
  }

  private func path(_ place: String) -> String? {
    guard let folder, let digest = try? Digest(of: Array(place.utf8)) else { return nil }
    return "\(folder)/\(digest.hex.prefix(32)).json"
  }

  /// The files, by name.
  private var names: [String] {
    guard let folder, let names = try? FolderNames.list(folder) else { return [] }
    return names.filter { $0.hasSuffix(".json") }
  }

  /// Removes the files that were not written for the longest time, down to what is remembered at most.
  private func trim() {
    guard let folder else { return }
    let files = names.compactMap { name in FileStamp("\(folder)/\(name)").map { (name: name, stamp: $0) } }
    for file in files.sorted(by: { $0.stamp.modified > $1.stamp.modified }).dropFirst(Self.mostFiles) {
      unlink("\(folder)/\(file.name)")
    }
  }
}

/// What tells whether a file is the one that was read; it is always replaced whole.
private struct FileStamp: Hashable {
  let inode: UInt64
  let modified: Int64

  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    inode = UInt64(status.st_ino)
    modified = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
  }
}
