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
        contents.manifests[descriptor.digest] = ManifestRecord(
          try RegistryDocument(
            bytes: bytes, mediaType: descriptor.mediaType, algorithm: descriptor.digest.algorithm))
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
        contents.blobs[digest] = Int64(try OpenFile("\(path)/blobs/\(digest.path)").status().st_size)
      }
    }
    return contents
  }

  /// Shows content that lies elsewhere on the same file system.
  func link(_ source: String, _ digest: Digest) throws {
    try prepare()
    try StorageFolder.link(source, to: "\(path)/blobs/\(digest.path)")
    try synchronize("blobs/\(digest.algorithm.rawValue)")
  }

  /// Replaces the index in one step.
  func save(_ contents: AreaContents) throws {
    try prepare()
    try replace("index.json", with: Self.index(contents).encoded(.compact))
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

  /// Makes the layout, valid from the first moment on that its index is there.
  private func prepare() throws {
    if StorageFolder.exists("\(path)/index.json") { return }
    for algorithm in Digest.Algorithm.allCases { try StorageFolder.make("\(path)/blobs/\(algorithm.rawValue)") }
    try replace("oci-layout", with: Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8))
    try replace("index.json", with: Self.index(AreaContents()).encoded(.compact))
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

  private func replace(_ name: String, with bytes: [UInt8]) throws {
    // One writer at a time has this name; what a crash left is overwritten.
    let temporary = "\(path)/\(name).new"
    let file = try OpenFile(temporary, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o644)
    try file.write(bytes)
    if durability == .durable { try file.synchronize() }
    guard rename(temporary, "\(path)/\(name)") == 0 else { throw SystemError(call: "rename", path: temporary) }
    try synchronize("")
  }

  private func synchronize(_ name: String) throws {
    if durability == .durable { try OpenFile("\(path)/\(name)", O_RDONLY | O_DIRECTORY).synchronize() }
  }
}
