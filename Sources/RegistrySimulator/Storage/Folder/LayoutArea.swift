import Archive
import ByteStreams
import Glibc
import ImageSpec
import LayoutStore

/// One area's image layout: its tags and manifests in `index.json`, its content as links.
///
/// See [Image layout](https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md).
struct LayoutArea {
  /// The most bytes of an index that is read: far more than any repository's.
  private static let indexLimit = 256 << 20

  private let path: String
  private let durability: Durability

  init(_ path: String, _ durability: Durability) {
    self.path = path
    self.durability = durability
  }

  /// Reads what the layout holds.
  ///
  /// - Throws: ``StorageError/damaged(_:_:)`` and `SystemError`.
  func contents() throws -> AreaContents {
    var contents = AreaContents()
    do {
      let index = try JSONCursor(root: JSON(parsing: try read("index.json", limit: Self.indexLimit)))
      for entry in try index.optional("manifests")?.elements() ?? [] {
        let descriptor = try Descriptor(decoding: entry)
        if let text = descriptor.annotations[LayoutIndexText.name], let tag = try? Tag(parsing: text) {
          contents.tags[tag] = descriptor.digest
        }
        if contents.manifests[descriptor.digest] != nil { continue }
        let bytes = try read("blobs/\(descriptor.digest.path)", limit: Document<Manifest>.maximumSize)
        let document = try RegistryDocument(
          bytes: bytes, mediaType: descriptor.mediaType, algorithm: descriptor.digest.algorithm)
        guard document.descriptor.digest == descriptor.digest else {
          throw StorageError.damaged(path, "content is not \(descriptor.digest)")
        }
        contents.manifests[descriptor.digest] = ManifestRecord(document)
      }
    } catch let error as DocumentError {
      throw StorageError.damaged(path, "\(error)")
    } catch let error as JSONError {
      throw StorageError.damaged(path, "\(error)")
    }
    for algorithm in Digest.Algorithm.allCases {
      for hex in try StorageFolder.names(in: "\(path)/blobs/\(algorithm.rawValue)") {
        guard let digest = try? Digest(algorithm: algorithm, hex: hex), contents.manifests[digest] == nil else {
          continue
        }
        contents.blobs[digest] = try StorageFolder.status(blob(digest))?.size
      }
    }
    return contents
  }

  /// The file of a blob.
  func blob(_ digest: Digest) -> String { "\(path)/blobs/\(digest.path)" }

  /// Removes what a process left that ended while it wrote.
  func removeLitter() throws {
    for name in ["oci-layout", "index.json"] { try StorageFolder.remove(temporary(name)) }
  }

  /// Makes a change: the layout is valid at every moment, and after a failure what it was before.
  ///
  /// - Parameters:
  ///   - change: what begins and ends to be shown.
  ///   - pool: where the content is.
  ///   - index: the text of the index with the change; nil where it stays as it is.
  /// - Throws: ``StorageError/noContent(_:)`` and `SystemError`.
  func keep(_ change: AreaChange, from pool: StorageFolder, index: [UInt8]?) throws {
    var linked: [Digest] = []
    do {
      if let index { try stage("index.json", index) }
      for digest in change.shown {
        do { try StorageFolder.link(pool.blob(digest), to: blob(digest)) } catch {
          guard error.number == ENOENT else { throw error }
          throw StorageError.noContent(digest)
        }
        linked.append(digest)
      }
      try synchronizeBlobs(linked)
      if index != nil { try replace("index.json") }
    } catch {
      unlink(temporary("index.json"))
      for digest in linked { unlink(blob(digest)) }
      throw error
    }
    if index != nil { try StorageFolder.synchronize(path, durability) }
    for digest in change.hidden { try StorageFolder.remove(blob(digest)) }
    try synchronizeBlobs(change.hidden)
  }

  private func synchronizeBlobs(_ digests: [Digest]) throws {
    for algorithm in Set(digests.map(\.algorithm)) {
      try StorageFolder.synchronize("\(path)/blobs/\(algorithm.rawValue)", durability)
    }
  }

  /// Makes the layout, valid from the first moment on that its index is there. Idempotent.
  func prepare() throws {
    if StorageFolder.exists("\(path)/index.json") { return }
    for algorithm in Digest.Algorithm.allCases {
      try StorageFolder.make("\(path)/blobs/\(algorithm.rawValue)", durability)
    }
    for (name, bytes) in [
      ("oci-layout", Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8)),
      ("index.json", LayoutIndexText(AreaContents()).bytes),
    ] {
      do {
        try stage(name, bytes)
        try replace(name)
      } catch {
        unlink(temporary(name))
        throw error
      }
    }
    try StorageFolder.synchronize(path, durability)
  }

  private func read(_ name: String, limit: Int) throws -> [UInt8] {
    let file: OpenFile
    do { file = try OpenFile("\(path)/\(name)") } catch {
      guard error.number == ENOENT else { throw error }
      // A layout that a crash left before its first index is empty.
      if name == "index.json" { return Array(#"{"schemaVersion":2,"manifests":[]}"#.utf8) }
      throw StorageError.damaged("\(path)/\(name)", "missing")
    }
    let blob = try FolderBlob(file)
    guard blob.size <= limit else { throw StorageError.damaged("\(path)/\(name)", "larger than \(limit) bytes") }
    return try blob.read(at: 0, count: Int(blob.size))
  }

  /// One writer at a time has this name.
  private func temporary(_ name: String) -> String { "\(path)/\(name).new" }

  private func stage(_ name: String, _ bytes: [UInt8]) throws {
    let file = try OpenFile(temporary(name), O_WRONLY | O_CREAT | O_TRUNC, mode: 0o644)
    try file.write(bytes)
    if durability == .durable { try file.synchronize() }
  }

  private func replace(_ name: String) throws {
    let temporary = temporary(name)
    guard rename(temporary, "\(path)/\(name)") == 0 else { throw SystemError(call: "rename", path: temporary) }
  }
}
