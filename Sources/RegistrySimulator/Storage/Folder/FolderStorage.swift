import Archive
import ByteStreams
import Glibc
import ImageSpec
import LayoutStore

/// A registry's storage in a folder, kept over restarts, each repository an OCI image layout that other tools read.
///
/// Files:
/// - `repositories/NAME/_layout/`: a repository's layout; its `index.json` names the repository's tags and no others.
/// - `foreign/_layout/`: the layers of the foreign-layer host.
/// - `blobs/ALG/HEX`: the pool. A layout's blobs are hard links into it, so content is on the disk once, and deleting
///   it in a repository is seen at once; what no layout holds is swept at the next start.
/// - `uploads/`: content that arrives; dropped at the next start.
/// - `lock`: held as long as the storage is open, because one process alone may change it.
public final class FolderStorage: RegistryStorage {
  private let folder: StorageFolder
  private let durability: Durability
  private let lock = Locked<OpenFile?>(nil)
  private let names = Locked(0)

  /// Names a folder; ``load()`` makes it where it is not there yet.
  ///
  /// - Parameters:
  ///   - path: the folder, absolute.
  ///   - durability: whether writes wait for the disk.
  public init(_ path: String, durability: Durability = .durable) {
    folder = StorageFolder(path: path)
    self.durability = durability
  }

  /// - Throws: ``StorageError/inUse(_:)`` where another process has it open, ``StorageError/damaged(_:_:)``, and
  ///   `SystemError`.
  public func load() throws -> [StorageArea: AreaContents] {
    for algorithm in Digest.Algorithm.allCases { try StorageFolder.make(folder.pool(algorithm)) }
    try StorageFolder.make(folder.uploads)
    try StorageFolder.make(folder.repositories)
    let file = try OpenFile(folder.lock, O_RDWR | O_CREAT)
    guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else { throw StorageError.inUse(folder.path) }
    lock.withLock { $0 = file }
    for name in try StorageFolder.names(in: folder.uploads) { try StorageFolder.remove("\(folder.uploads)/\(name)") }
    var areas: [StorageArea: AreaContents] = [:]
    for place in try places() {
      let contents = try LayoutArea(folder.layout(place), durability).contents()
      areas[place] = contents
      // Content that another tool put into a layout becomes the pool's too.
      for digest in contents.digests {
        try StorageFolder.link("\(folder.layout(place))/blobs/\(digest.path)", to: folder.blob(digest))
      }
    }
    try sweep()
    return areas
  }

  /// The areas that have a layout.
  private func places() throws -> [StorageArea] {
    var places: [StorageArea] = []
    if StorageFolder.exists(folder.layout(.foreign)) { places.append(.foreign) }
    var waiting = [""]
    while let prefix = waiting.popLast() {
      for name in try StorageFolder.names(in: "\(folder.repositories)/\(prefix)") {
        guard let repository = try? RepositoryName(parsing: prefix + name) else { continue }
        if StorageFolder.exists(folder.layout(.repository(repository))) { places.append(.repository(repository)) }
        waiting.append("\(repository)/")
      }
    }
    return places
  }

  /// Removes what no layout holds.
  private func sweep() throws {
    for algorithm in Digest.Algorithm.allCases {
      for name in try StorageFolder.names(in: folder.pool(algorithm)) {
        let path = "\(folder.pool(algorithm))/\(name)"
        if try StorageFolder.linkCount(path) == 1 { try StorageFolder.remove(path) }
      }
    }
  }

  public func beginUpload() throws -> any BlobUpload {
    let number = names.withLock { number in
      number += 1
      return number
    }
    let (folder, durability) = (self.folder, self.durability)
    return try FolderUpload(path: "\(folder.uploads)/\(number)", durability: durability) { path, digest in
      try StorageFolder.link(path, to: folder.blob(digest))
      if durability == .durable { try OpenFile(folder.pool(digest.algorithm), O_RDONLY | O_DIRECTORY).synchronize() }
    }
  }

  public func show(_ digest: Digest, in area: StorageArea) throws {
    guard StorageFolder.exists(folder.blob(digest)) else { throw StorageError.noContent(digest) }
    try LayoutArea(folder.layout(area), durability).link(folder.blob(digest), digest)
  }

  public func hide(_ digest: Digest, in area: StorageArea) throws {
    try StorageFolder.remove("\(folder.layout(area))/blobs/\(digest.path)")
  }

  public func save(_ contents: AreaContents, of area: StorageArea) throws {
    try LayoutArea(folder.layout(area), durability).save(contents)
  }

  public func open(_ digest: Digest) throws -> any BlobReader {
    do { return try FolderBlob(OpenFile(folder.blob(digest))) } catch {
      guard error.number == ENOENT else { throw error }
      throw StorageError.noContent(digest)
    }
  }

  public func size(_ digest: Digest) throws -> Int64? {
    do { return try open(digest).size } catch StorageError.noContent { return nil }
  }
}
