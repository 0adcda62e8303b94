import ByteStreams
import ImageSpec

/// One area of a registry: what can be seen in it, changed by one writer at a time.
final class Area: Sendable {
  let storage: any RegistryStorage
  private let place: StorageArea
  private let current: Locked<AreaContents>
  /// Held while the storage is written, on threads that may block only.
  private let writing = Locked(())

  init(_ place: StorageArea, _ contents: AreaContents, _ storage: any RegistryStorage) {
    self.place = place
    self.storage = storage
    current = Locked(contents)
  }

  /// What can be seen now.
  var contents: AreaContents { current.withLock { $0 } }

  /// Changes what can be seen. Atomic, and kept by the storage before anybody sees it.
  func change<Result: Sendable>(
    _ body: @escaping @Sendable (inout AreaContents) throws -> Result
  ) async throws -> Result {
    try await BlockingThreads.run { [self] in
      try writing.withLock { _ in
        let before = contents
        var after = before
        let result = try body(&after)
        let (old, new) = (before.digests, after.digests)
        for digest in new.subtracting(old) { try storage.show(digest, in: place) }
        if after.manifests != before.manifests || after.tags != before.tags { try storage.save(after, of: place) }
        for digest in old.subtracting(new) { try storage.hide(digest, in: place) }
        current.withLock { $0 = after }
        return result
      }
    }
  }

  /// Takes a manifest or an index and, if a tag is given, names it.
  ///
  /// - Throws: ``PartsMissing`` where something that it names is not here.
  func put(_ document: RegistryDocument, as tags: [Tag]) async throws {
    try Self.requireParts(of: document, in: contents)
    try await keep(document.bytes, as: document.descriptor.digest)
    let record = ManifestRecord(document)
    try await change { contents in
      // Once more, because a delete may have come between.
      try Self.requireParts(of: document, in: contents)
      contents.manifests[record.descriptor.digest] = record
      for tag in tags { contents.tags[tag] = record.descriptor.digest }
    }
  }

  private static func requireParts(of document: RegistryDocument, in contents: AreaContents) throws {
    let missing = document.required.filter { part in
      (contents.manifests[part.digest]?.descriptor.size ?? contents.blobs[part.digest]) != part.size
    }
    if !missing.isEmpty { throw PartsMissing(parts: missing) }
  }

  private func keep(_ bytes: [UInt8], as digest: Digest) async throws {
    let storage = self.storage
    try await BlockingThreads.run {
      if try storage.size(digest) == Int64(bytes.count) { return }
      let upload = try storage.beginUpload()
      do {
        try bytes.withUnsafeBytes { try upload.append($0) }
        try upload.commit(as: digest)
      } catch {
        upload.abandon()
        throw error
      }
    }
  }

  /// Opens content that can be seen here, or nil.
  func open(_ digest: Digest) async throws -> (any BlobReader)? {
    guard current.withLock({ $0.blobs[digest] != nil || $0.manifests[digest] != nil }) else { return nil }
    let storage = self.storage
    return try await BlockingThreads.run { try storage.open(digest) }
  }
}

/// Parts of a pushed manifest that are not in its repository, or have another size there.
public struct PartsMissing: Error, Hashable {
  /// What is missing.
  public let parts: [Descriptor]
}
