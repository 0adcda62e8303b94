import Archive
import ByteStreams
import ContentStore
import Foundation
import ImageSpec
import TestSupport
import Testing

@Suite struct `The one pass over a layer` {
  private let members: [(TarEntry, [UInt8])] = [
    (TarEntry(name: "etc/", kind: .directory, mode: 0o755), []),
    (
      TarEntry(
        name: "./etc/passwd", size: 4, userID: 3,
        records: PAXRecords(["SCHILY.xattr.user.x": [0, 255], "atime": Array("5".utf8)])), Array("root".utf8)
    ),
    (TarEntry(name: "etc/.wh.old"), []),
    (TarEntry(name: "etc/empty"), []),
    (TarEntry(name: "link", kind: .symbolicLink, mode: 0o777, linkName: "etc/passwd"), []),
    (TarEntry(name: "big", size: 100_000), (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }),
    (TarEntry(name: "dev", kind: .characterDevice, deviceMajor: 1, deviceMinor: 3), []),
  ]

  private func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    let memory = MemorySink(limit: 1 << 26)
    let writer = try GzipWriter(into: memory)
    try writer.write(bytes)
    try writer.finish()
    return memory.bytes
  }

  @Test(arguments: [false, true])
  func `Digests, sizes and the file index come out of one pass`(compressed: Bool) throws {
    let folder = try ScratchFolder()
    let archive = try Recorder.archive(members)
    let blob = compressed ? try gzip(archive) : archive
    let inspector = try LayerInspector(indexPath: folder("index"), digestsBlob: true)
    try feed(blob, to: inspector, chunk: 777)
    #expect(!FileManager.default.fileExists(atPath: folder("index")))
    let facts = try inspector.finish()
    let digests = [try Digest(of: archive), try Digest(of: blob)]
    #expect([facts.diffID, facts.compressedDigest] == digests)
    #expect(facts.uncompressedSize == Int64(archive.count) && facts.compressedSize == Int64(blob.count))
    #expect(facts.entryCount == members.count && facts.contentSize == 100_004)
    let entries = try FileIndex(path: folder("index")).entries()
    #expect(entries.map(\.path.description) == ["etc", "etc/passwd", "etc/.wh.old", "etc/empty", "link", "big", "dev"])
    #expect(entries[1].entry.records.values == ["SCHILY.xattr.user.x": [0, 255]] && entries[1].entry.userID == 3)
    #expect(entries[4].entry.linkName == "etc/passwd" && entries[6].entry.deviceMinor == 3)
    for (entry, member) in zip(entries, members) where entry.entry.size > 0 {
      let start = Int(entry.dataOffset)
      #expect(Array(archive[start..<start + Int(entry.entry.size)]) == member.1)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["index"])
  }

  @Test func `A hostile or cut layer leaves no index`() throws {
    let folder = try ScratchFolder()
    for bytes in [
      try Recorder.archive([(TarEntry(name: "a/../../b"), [])]),
      Array(try gzip(try Recorder.archive(members)).dropLast(9)),
    ] {
      #expect(throws: (any Error).self) {
        let inspector = try LayerInspector(indexPath: folder("index"))
        try inspector.write(bytes)
        _ = try inspector.finish()
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `An index that was cut anywhere, or is none, is told`() throws {
    let folder = try ScratchFolder()
    let inspector = try LayerInspector(indexPath: folder("index"))
    try inspector.write(try Recorder.archive(members))
    _ = try inspector.finish()
    let whole = try Data(contentsOf: URL(filePath: folder("index")))
    for length in 0..<whole.count {
      try whole.prefix(length).write(to: URL(filePath: folder("cut")))
      #expect(throws: FileIndexError.self) { try FileIndex(path: folder("cut")).forEach { _ in } }
    }
    try (Data("drydock file index 9\n".utf8) + whole.dropFirst(21)).write(to: URL(filePath: folder("cut")))
    #expect(throws: FileIndexError.unknownFormat(path: folder("cut"))) {
      try FileIndex(path: folder("cut")).forEach { _ in }
    }
  }

  @Test func `Only the wanted paths are decoded`() throws {
    let folder = try ScratchFolder()
    let inspector = try LayerInspector(indexPath: folder("index"))
    try inspector.write(try Recorder.archive(members))
    _ = try inspector.finish()
    var found: [String] = []
    try FileIndex(path: folder("index")).forEach(where: { $0.starts(with: "etc/".utf8) }) {
      found.append($0.path.description)
    }
    #expect(found == ["etc/passwd", "etc/.wh.old", "etc/empty"])
  }

  @Test(arguments: [false, true])
  func `One file is read out of a stored layer, and the pass ends behind it`(compressed: Bool) async throws {
    let archive = try Recorder.archive(members)
    let blob = compressed ? try gzip(archive) : archive
    let store = MemoryStore()
    let layer = try store.insert(blob, mediaType: compressed ? .ociLayerGzip : .ociLayer)
    let found = try Recorder.read(Data(archive))
    for item in found where item.entry.kind == .file {
      let memory = MemorySink(limit: 1 << 20)
      try await store.read(Extent(offset: item.offset, size: item.entry.size), ofLayer: layer, into: memory)
      #expect(memory.bytes == item.data, "\(item.entry.name)")
    }
    await #expect(throws: ExtentError.beyondEnd(layer.digest)) {
      try await store.read(
        Extent(offset: Int64(archive.count) - 1, size: 2), ofLayer: layer, into: MemorySink(limit: 10))
    }
  }
}
