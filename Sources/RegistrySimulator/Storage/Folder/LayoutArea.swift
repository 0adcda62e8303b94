import Archive
import ByteStreams
import Glibc
import ImageSpec
import LayoutStore

/// One area's image layout: its tags and manifests in `index.json`, its content as links.
///
/// See [Image layout](https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md).
struct LayoutArea {
  private static let name = "org.opencontainers.image.ref.name"
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
        if let text = descriptor.annotations[Self.name], let tag = try? Tag(parsing: text) {
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
  func keep(_ change: AreaChange, from pool: StorageFolder) throws {
    var linked: [Digest] = []
    do {
      if let contents = change.contents { try stage("index.json", Self.index(contents).encoded(.compact)) }
      for digest in change.shown {
        do { try StorageFolder.link(pool.blob(digest), to: blob(digest)) } catch {
          guard error.number == ENOENT else { throw error }
          throw StorageError.noContent(digest)
        }
        linked.append(digest)
      }
      try synchronizeBlobs(linked)
      if change.contents != nil { try replace("index.json") }
    } catch {
      unlink(temporary("index.json"))
      for digest in linked { unlink(blob(digest)) }
      throw error
    }
    if change.contents != nil { try StorageFolder.synchronize(path, durability) }
    for digest in change.hidden { try StorageFolder.remove(blob(digest)) }
    try synchronizeBlobs(change.hidden)
  }

  private func synchronizeBlobs(_ digests: [Digest]) throws {
    for algorithm in Set(digests.map(\.algorithm)) {
      try StorageFolder.synchronize("\(path)/blobs/\(algorithm.rawValue)", durability)
    }
  }

  /// Tags in their order, and manifests without one as nameless entries, so that others' sweeps keep them.
  private static func index(_ contents: AreaContents) -> JSON {
    let tags = Dictionary(grouping: contents.tags.keys) { contents.tags[$0] }
    var entries: [JSON] = []
    for (digest, record) in contents.manifests.sorted(by: { $0.key < $1.key }) {
      var descriptor = record.descriptor.bare
      let names = (tags[digest] ?? []).sorted()
      if names.isEmpty { entries.append(descriptor.json) }
      for tag in names {
        descriptor.annotations = [name: tag.description]
        entries.append(descriptor.json)
      }
    }
    return ["schemaVersion": 2, "mediaType": .string(MediaType.ociIndex.description), "manifests": .array(entries)]
  }

  /// Makes the layout, valid from the first moment on that its index is there. Idempotent.
  func prepare() throws {
    if StorageFolder.exists("\(path)/index.json") { return }
    for algorithm in Digest.Algorithm.allCases {
      try StorageFolder.make("\(path)/blobs/\(algorithm.rawValue)", durability)
    }
    for (name, bytes) in [
      ("oci-layout", Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8)),
      ("index.json", Self.index(AreaContents()).encoded(.compact)),
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
