import ByteStreams
import ImageSpec

extension Area {
  /// Takes a manifest or an index and, if tags are given, names it.
  ///
  /// - Parameters:
  ///   - document: the manifest or the index.
  ///   - tags: what it is called from now on.
  ///   - isComplete: whether everything that it names has to be here.
  ///   - check: looks at what is here in the moment in which it is taken.
  /// - Throws: ``PartsMissing``, and what `check` throws.
  func put(
    _ document: RegistryDocument, as tags: [Tag], isComplete: Bool = true,
    check: @escaping @Sendable (AreaEdit) throws -> Void = { _ in }
  ) async throws {
    let record = ManifestRecord(document)
    let digest = record.descriptor.digest
    let missing = read { contents in
      document.missing { contents.manifests[$0]?.descriptor.size ?? contents.blobs[$0] }
    }
    if isComplete, !missing.isEmpty { throw PartsMissing(parts: missing) }
    try await holding(digest) {
      try await keep(document.bytes, as: digest)
      try await change { edit in
        try check(edit)
        // Once more, because a delete may have come between.
        let missing = document.missing { edit.manifests[$0]?.descriptor.size ?? edit.blobs[$0] }
        if isComplete, !missing.isEmpty { throw PartsMissing(parts: missing) }
        edit.manifests[digest] = record
        for tag in tags { edit.tags[tag] = digest }
      }
    }
  }

  private func keep(_ bytes: [UInt8], as digest: Digest) async throws {
    let storage = pool.storage
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

  /// Verifies what an upload brought and shows it here. The upload ends, whatever the result.
  ///
  /// - Throws: ``StorageError/wrongDigest(_:)``.
  func take(_ upload: any BlobUpload, as digest: Digest) async throws {
    let size = upload.size
    try await holding(digest) {
      try await BlockingThreads.run { try upload.commit(as: digest) }
      try await change { $0.blobs[digest] = size }
    }
  }

  /// Shows a blob of another area here; false where that does not show it.
  func mount(_ digest: Digest, from source: Area) async throws -> Bool {
    try await holding(digest) {
      guard let size = source.read({ $0.blobs[digest] }) else { return false }
      try await change { $0.blobs[digest] = size }
      return true
    }
  }

  /// Opens content that can be seen here, or nil.
  func open(_ digest: Digest) async throws -> (any BlobReader)? {
    guard read({ $0.blobs[digest] != nil || $0.manifests[digest] != nil }) else { return nil }
    let storage = pool.storage
    if let blob = storage.openAtHand(digest) { return blob }
    return try await BlockingThreads.run {
      // Hidden and swept a moment ago.
      do { return try storage.open(digest) } catch StorageError.noContent { return nil }
    }
  }

  /// Keeps content from being swept meanwhile.
  private func holding<Result: Sendable>(_ digest: Digest, _ body: () async throws -> Result) async throws -> Result {
    let pool = self.pool
    try await BlockingThreads.run { pool.hold(digest) }
    defer { pool.release(digest) }
    return try await body()
  }
}

extension RegistryDocument {
  /// The required parts that have another size, or none.
  fileprivate func missing(_ size: (Digest) -> Int64?) -> [Descriptor] {
    required.filter { size($0.digest) != $0.size }
  }
}
