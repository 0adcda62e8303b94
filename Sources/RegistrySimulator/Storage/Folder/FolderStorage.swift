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
///   it in a repository is seen at once; what no layout holds is swept later, or when the storage is opened.
/// - `uploads/`: content that arrives; dropped when the storage is opened, because the hash of what came is gone.
/// - `lock`: held as long as the storage is open, because one process alone may change it.
///
/// What makes content durable is its name in a layout. Its name in the pool may be lost with the power, and is made again
/// when the storage is opened.
public final class FolderStorage: RegistryStorage {
  private let folder: StorageFolder
  private let durability: Durability
  private let lock = Locked<OpenFile?>(nil)
  private let names = Locked(0)
  private let latest = OpenBlobs(limit: 256)
  private let prepared = Locked<Set<StorageArea>>([])
  /// The indexes of layouts that were written.
  private let indexes = Locked<[StorageArea: LayoutIndexText]>([:])

  /// How many times the lock is asked for, ten milliseconds apart: who has just ended, or a child that is about to
  /// become another program, may hold it for a moment.
  private static let patience = 50

  /// Names a folder; ``load()`` makes it where it is not there yet.
  ///
  /// - Parameters:
  ///   - path: the folder, absolute.
  ///   - durability: whether writes wait for the disk.
  public init(_ path: String, durability: Durability = .durable) {
    folder = StorageFolder(path: path)
    self.durability = durability
  }

  /// - Throws: ``StorageError/inUse(_:)`` where another process has it open, and `SystemError`. A layout that can't be
  ///   read is told in the result.
  public func load() throws -> StoredAreas {
    for algorithm in Digest.Algorithm.allCases { try StorageFolder.make(folder.pool(algorithm), durability) }
    try StorageFolder.make(folder.uploads, durability)
    try StorageFolder.make(folder.repositories, durability)
    let file = try OpenFile(folder.lock, O_RDWR | O_CREAT)
    var attempts = 0
    while flock(file.descriptor, LOCK_EX | LOCK_NB) != 0 {
      attempts += 1
      guard attempts < Self.patience else { throw StorageError.inUse(folder.path) }
      usleep(10_000)
    }
    lock.withLock { $0 = file }
    for name in try StorageFolder.names(in: folder.uploads) { try StorageFolder.remove("\(folder.uploads)/\(name)") }
    var stored = StoredAreas()
    for place in try places() {
      do { stored.areas[place] = try load(place) } catch let error as StorageError {
        stored.damaged[place] = error
      } catch let error as SystemError {
        stored.damaged[place] = .damaged(folder.layout(place), "\(error)")
      }
    }
    try sweep()
    return stored
  }

  private func load(_ place: StorageArea) throws -> AreaContents {
    let layout = layout(place)
    try layout.removeLitter()
    let contents = try layout.contents()
    // Content that another tool put into a layout becomes the pool's too.
    for digest in contents.digests { try StorageFolder.link(layout.blob(digest), to: folder.blob(digest)) }
    return contents
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

  private func layout(_ place: StorageArea) -> LayoutArea { LayoutArea(folder.layout(place), durability) }

  /// Removes what no layout holds.
  private func sweep() throws {
    for algorithm in Digest.Algorithm.allCases {
      for name in try StorageFolder.names(in: folder.pool(algorithm)) {
        let path = "\(folder.pool(algorithm))/\(name)"
        if try StorageFolder.status(path)?.links == 1 { try StorageFolder.remove(path) }
      }
    }
  }

  public func beginUpload() throws -> any BlobUpload {
    let number = names.withLock { number in
      number += 1
      return number
    }
    let folder = self.folder
    return try FolderUpload(path: "\(folder.uploads)/\(number)", durability: durability) { path, digest in
      try StorageFolder.link(path, to: folder.blob(digest))
    }
  }

  public func keep(_ change: AreaChange, of area: StorageArea) throws {
    let layout = layout(area)
    if !prepared.withLock({ $0.contains(area) }) {
      try layout.prepare()
      prepared.withLock { _ = $0.insert(area) }
    }
    // Taken out, so that it is not copied when it changes, and after a failure is written anew.
    var index = indexes.withLock { $0.removeValue(forKey: area) }
    if let contents = change.contents {
      if index == nil { index = LayoutIndexText(contents) } else { index?.update(change.renamed, contents) }
    }
    try layout.keep(change, from: folder, index: change.contents.flatMap { _ in index?.bytes })
    indexes.withLock { $0[area] = index }
  }

  public func open(_ digest: Digest) throws -> any BlobReader {
    do {
      let blob = try FolderBlob(OpenFile(folder.blob(digest)))
      latest.keep(blob, as: digest)
      return blob
    } catch {
      guard error.number == ENOENT else { throw error }
      throw StorageError.noContent(digest)
    }
  }

  public func openAtHand(_ digest: Digest) -> (any BlobReader)? { latest.find(digest) }

  public func size(_ digest: Digest) throws -> Int64? { try StorageFolder.status(folder.blob(digest))?.size }

  public func remove(_ digest: Digest) throws -> Int64? {
    let size = try size(digest)
    try StorageFolder.remove(folder.blob(digest))
    latest.forget(digest)
    return size
  }

  public func close() {
    lock.withLock { file in
      // A child that was forked a moment ago may have the file open still.
      if let file { flock(file.descriptor, LOCK_UN) }
      file = nil
    }
  }
}
