import Archive
import ByteStreams
import ContentStore
import Foundation
import ImageSpec
import TestSupport
import Testing

@testable import ContainerStore

/// A store with one container over an image of some layers.
struct ContainerFixture {
  let folder: ScratchFolder
  let store: ContainerStore
  let content = MemoryStore()
  let container: Container
  let layers: [BaseLayer]

  var files: ContainerFiles { store.files(of: container, layers: layers, fetcher: content) }

  init(_ members: [[(TarEntry, String)]] = [Self.linux], os: String = "linux") async throws {
    try await self.init(archives: try members.map { try Self.archive($0) }, os: os)
  }

  /// A container over layers whose archives are given.
  init(archives: [[UInt8]], os: String = "linux") async throws {
    folder = try ScratchFolder()
    store = ContainerStore(folder: folder("store"))
    var layers: [BaseLayer] = []
    for (number, archive) in archives.enumerated() {
      let sink = MemorySink(limit: 1 << 24)
      let gzip = try GzipWriter(into: sink)
      let index = folder("index-\(number)")
      let inspector = try LayerInspector(indexPath: index)
      try gzip.write(archive)
      try gzip.finish()
      try inspector.write(archive)
      _ = try inspector.finish()
      layers.append(
        BaseLayer(
          descriptor: try content.insert(sink.bytes, mediaType: .ociLayerGzip), index: FileIndex(path: index)))
    }
    self.layers = layers
    container = try await Self.create(in: store, os: os)
  }

  static func create(
    in store: ContainerStore, id: String = String(repeating: "4", count: 64), name: String? = nil, os: String = "linux"
  ) async throws -> Container {
    let digest = try Digest(of: [1])
    return try await store.create(
      id: try ContainerID(parsing: id), name: try name.map { try ContainerName(parsing: $0) },
      image: ContainerImage(
        name: "nanoserver", manifest: Descriptor(mediaType: .ociManifest, digest: digest, size: 1), id: digest,
        platform: Platform(os: os, architecture: "amd64")),
      created: Timestamp(seconds: 1_480_000_000), command: ["cmd"], randomness: { 77 })
  }

  static let linux: [(TarEntry, String)] = [
    (TarEntry(name: "bin/", kind: .directory, mode: 0o755), ""),
    (TarEntry(name: "bin/busybox", size: 7, mode: 0o4755), "busybox"),
    (TarEntry(name: "bin/sh", kind: .hardLink, mode: 0o755, linkName: "bin/busybox"), ""),
    (TarEntry(name: "etc/", kind: .directory, mode: 0o755, modified: Timestamp(seconds: 5)), ""),
    (TarEntry(name: "etc/passwd", size: 5, mode: 0o600, userID: 3), "root\n"),
    (TarEntry(name: "etc/group", size: 6), "wheel\n"),
    (TarEntry(name: "etc/abs", kind: .symbolicLink, mode: 0o777, linkName: "/etc/passwd"), ""),
    (TarEntry(name: "etc/out", kind: .symbolicLink, mode: 0o777, linkName: "../../../../../etc/group"), ""),
    (TarEntry(name: "tmp/", kind: .directory, mode: 0o1777), ""),
    (TarEntry(name: "t", kind: .symbolicLink, mode: 0o777, linkName: "tmp"), ""),
    (TarEntry(name: "loop", kind: .symbolicLink, mode: 0o777, linkName: "loop"), ""),
    (TarEntry(name: "opt/deep/file", size: 4), "deep"),
  ]

  static func archive(_ members: [(TarEntry, String)]) throws -> [UInt8] {
    let memory = MemorySink(limit: 1 << 24)
    let writer = TarWriter(into: memory)
    for (entry, text) in members {
      var entry = entry
      if entry.kind == .file { entry.size = Int64(text.utf8.count) }
      try writer.begin(entry)
      try writer.write(Array(text.utf8))
    }
    try writer.finish()
    return memory.bytes
  }

  /// What a path holds, by a copy out.
  func content(_ path: String) async throws -> String {
    let target = folder("out-\(UUID().uuidString)")
    try await files.copyOut(path, to: target)
    return try String(contentsOfFile: target, encoding: .utf8)
  }

  func diff() async throws -> [String] { try await files.changes().map { "\($0.kind.rawValue) \($0.path)" } }

  func layer() async throws -> [UInt8] {
    let memory = MemorySink(limit: 1 << 24)
    return try await files.layer(into: memory) ? memory.bytes : []
  }

  /// The members of the changes' layer, one line each: mode, name, size or link.
  func layerLines() async throws -> [String] {
    try Self.members(try await layer()).map { entry in
      "\(String(entry.mode, radix: 8)) \(entry.name) \(entry.kind == .hardLink ? entry.linkName : String(entry.size))"
    }
  }

  static func members(_ archive: [UInt8]) throws -> [TarEntry] {
    let lister = Lister()
    let reader = TarReader(visitor: lister)
    try reader.write(archive)
    try reader.finish()
    return lister.entries.withLock { $0 }
  }

  /// Makes files of the host: a name that ends in a slash is a folder.
  func host(_ files: [String: String]) throws {
    for (name, text) in files.sorted(by: { $0.key < $1.key }) {
      if name.hasSuffix("/") {
        try FileManager.default.createDirectory(atPath: folder(name), withIntermediateDirectories: true)
      } else {
        try FileManager.default.createDirectory(
          at: URL(filePath: folder(name)).deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: folder(name)))
      }
    }
  }
}

private final class Lister: TarVisitor {
  let entries = Locked<[TarEntry]>([])
  func entry(_ entry: TarEntry, dataOffset: Int64) { entries.withLock { $0.append(entry) } }
}
