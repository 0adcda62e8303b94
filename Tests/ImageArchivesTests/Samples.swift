import Archive
import ByteStreams
import ContentStore
import Foundation
import ImageArchives
import ImageSpec
import TestSupport

/// An image with real layers, in a memory store.
struct SampleImage {
  let store = MemoryStore()
  /// The uncompressed archives of the layers, lowest first.
  let archives: [[UInt8]]
  let layers: [Descriptor]
  let configuration: Descriptor
  let configurationBytes: [UInt8]
  let manifest: Document<Manifest>

  /// Makes an image of as many layers as there are texts; each is a layer's only file.
  init(_ texts: String..., type: MediaType = .ociLayer) throws {
    archives = try texts.map { text in try Tar.archive([Tar.file("file", Array(text.utf8))]) }
    layers = try archives.map { [store] in try store.insert(try Self.compressed($0, as: type), mediaType: type) }
    configurationBytes = ImageConfiguration(
      created: "2023-11-14T22:13:20Z", platform: Platform(os: "linux", architecture: "amd64"),
      diffIDs: try archives.map { try Digest(of: $0) }
    ).encoded()
    configuration = try store.insert(configurationBytes, mediaType: .ociConfiguration)
    let bytes = Manifest(configuration: configuration, layers: layers).encoded()
    try store.insert(bytes, mediaType: .ociManifest)
    manifest = try Document(bytes: bytes, mediaType: .ociManifest)
  }

  private static func compressed(_ bytes: [UInt8], as type: MediaType) throws -> [UInt8] {
    type.compression == .gzip ? try Tar.gzipped(bytes) : bytes
  }

  var root: Descriptor { manifest.descriptor }
  var content: [Descriptor] { layers + [configuration, root] }

  /// The image as docker before 25 has it in an archive: name, entries, and its item of `manifest.json`.
  func dockerEntries(as name: String, layerName: (Int) -> String = { "layer\($0).tar" }) -> [Tar.Entry] {
    let layers = archives.indices.map { Tar.file(layerName($0), archives[$0]) }
    let list: JSON = [
      [
        "Config": .string("\(configuration.digest.hex).json"), "RepoTags": [.string(name)],
        "Layers": .strings(archives.indices.map(layerName)),
      ]
    ]
    return layers + [
      Tar.file("\(configuration.digest.hex).json", configurationBytes), Tar.file("manifest.json", list.encoded()),
    ]
  }
}

/// Archives made here, as others would write them, and worse.
enum Tar {
  typealias Entry = (entry: TarEntry, data: [UInt8])

  static func file(_ name: String, _ data: [UInt8]) -> Entry { (TarEntry(name: name, size: Int64(data.count)), data) }
  static func file(_ name: String, _ text: String) -> Entry { file(name, Array(text.utf8)) }

  static func link(_ name: String, to target: String, kind: TarEntry.Kind = .symbolicLink) -> Entry {
    (TarEntry(name: name, kind: kind, linkName: target), [])
  }

  static func archive(_ entries: [Entry]) throws -> [UInt8] {
    let memory = MemorySink(limit: 64 << 20)
    let writer = TarWriter(into: memory)
    for (entry, data) in entries {
      try writer.begin(entry)
      try writer.write(data)
    }
    try writer.finish()
    return memory.bytes
  }

  static func gzipped(_ bytes: [UInt8]) throws -> [UInt8] {
    let memory = MemorySink(limit: 64 << 20)
    let writer = try GzipWriter(into: memory)
    try writer.write(bytes)
    try writer.finish()
    return memory.bytes
  }
}

extension ScratchFolder {
  /// Writes a file and opens it.
  func open(_ bytes: [UInt8], as name: String = "archive.tar") throws -> OpenFile {
    try Data(bytes).write(to: URL(fileURLWithPath: self(name)))
    return try OpenFile(self(name))
  }

  /// Opens an archive of some entries.
  func archive(_ entries: [Tar.Entry], limits: ArchiveLimits = ArchiveLimits()) throws -> ImageArchive {
    try ImageArchive(file: try open(try Tar.archive(entries)), limits: limits)
  }

  /// An empty file for copies.
  func scratchFile() throws -> OpenFile { try OpenFile(self("scratch"), O_RDWR | O_CREAT | O_EXCL) }
}

extension ImageArchive {
  /// Everything that an image of the archive is made of, copied into a memory store.
  func copied(_ image: ArchivedImage) async throws -> MemoryStore {
    let store = MemoryStore()
    _ = try await GraphCopy(from: self, to: store).run(image.root, as: nil)
    return store
  }
}

func name(_ text: String) throws -> ImageReference { try ImageReference(parsing: text).withDefaultTag }
