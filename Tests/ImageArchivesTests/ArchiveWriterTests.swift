import Archive
import ByteStreams
import ContentStore
import Foundation
import ImageArchives
import ImageSpec
import TestSupport
import Testing

/// What is written is read again, here and by the format's rules.
@Suite struct ArchiveWriterTests {
  private func write(
    _ images: [(SampleImage, [String])], format: ArchiveWriter.Format = .docker
  ) async throws -> [UInt8] {
    let memory = MemorySink(limit: 64 << 20)
    let writer = ArchiveWriter(into: memory, format: format)
    for (image, names) in images {
      _ = try await GraphCopy(from: image.store, to: writer, concurrency: 1).run(image.root, as: nil)
      writer.add(image.root, names: try names.map { ListedName(try name($0)) }, manifest: image.manifest)
    }
    try await writer.finish()
    return memory.bytes
  }

  @Test(arguments: [MediaType.ociLayer, .ociLayerGzip])
  func `Images come back byte for byte, a shared layer once`(type: MediaType) async throws {
    let scratch = try ScratchFolder()
    let (one, two) = (try SampleImage("base", "one", type: type), try SampleImage("base", "two", type: type))
    let bytes = try await write([(one, ["s:1", "s:2"]), (two, ["127.0.0.1:5000/team/two:latest"])])
    let archive = try ImageArchive(file: try scratch.open(bytes))
    #expect(archive.images.map(\.root) == [one.root, two.root])
    #expect(archive.images.map { $0.names.map(\.familiar) } == [["s:1", "s:2"], ["127.0.0.1:5000/team/two:latest"]])
    for (image, original) in zip(archive.images, [one, two]) {
      let copy = try await archive.copied(image)
      for content in original.content { #expect(await copy.contains(content)) }
    }
    let blob = "blobs/sha256/\(one.layers[0].digest.hex)"
    let text = String(decoding: bytes, as: Unicode.ASCII.self)
    #expect(text.components(separatedBy: "\(blob)\u{0}").count == 2)
  }

  @Test func `The same images give the same bytes, without times and owners`() async throws {
    let image = try SampleImage("base", "top")
    let bytes = try await write([(image, ["s:1"])])
    #expect(try await write([(try SampleImage("base", "top"), ["s:1"])]) == bytes)
    final class Entries: TarVisitor {
      let state = Locked([TarEntry]())
      func entry(_ entry: TarEntry, dataOffset: Int64) { state.withLock { $0.append(entry) } }
    }
    let seen = Entries()
    let reader = TarReader(visitor: seen)
    try reader.write(bytes)
    try reader.finish()
    let entries = seen.state.withLock { $0 }
    #expect(entries.allSatisfy { $0.modified == Timestamp(seconds: 0) && $0.userID == 0 && $0.records.values.isEmpty })
    #expect(
      entries.map(\.name).filter { !$0.hasPrefix("blobs/sha256/") || $0.hasSuffix("/") } == [
        "blobs/", "blobs/sha256/", "index.json", "manifest.json", "oci-layout", "repositories",
      ])
  }

  @Test func `docker's lists say what its load needs, and are left out of a layout`() async throws {
    let scratch = try ScratchFolder()
    let image = try SampleImage("base", "top")
    let files = try unpacked(try await write([(image, ["s:1"])]), in: scratch)
    let list = try #require(files["manifest.json"])
    let item = try #require(JSON(parsing: Array(list)).array?.first?.object)
    #expect(item["Config"]?.string == "blobs/sha256/\(image.configuration.digest.hex)")
    #expect(item["RepoTags"] == .strings(["s:1"]))
    #expect(item["Layers"] == .strings(image.layers.map { "blobs/sha256/\($0.digest.hex)" }))
    let repositories = try JSON(parsing: Array(try #require(files["repositories"])))
    #expect(repositories.object?["s"]?.object?["1"]?.string == image.layers[1].digest.hex)
    #expect(files["blobs/sha256/\(image.configuration.digest.hex)"] == Data(image.configurationBytes))
    let layout = try unpacked(try await write([(image, ["s:1"])], format: .layout), in: try ScratchFolder())
    #expect(layout.keys.filter { !$0.hasPrefix("blobs/") }.sorted() == ["index.json", "oci-layout"])
    // By its id only, as docker has it.
    let nameless = try unpacked(try await write([(image, [])]), in: try ScratchFolder())
    let unnamed = try JSON(parsing: Array(try #require(nameless["manifest.json"]))).array?.first?.object
    #expect(unnamed?["RepoTags"] == .null && nameless["repositories"] == nil)
  }

  /// The archive's files, unpacked by GNU tar.
  private func unpacked(_ bytes: [UInt8], in scratch: ScratchFolder) throws -> [String: Data] {
    _ = try scratch.open(bytes)
    try FileManager.default.createDirectory(atPath: scratch("out"), withIntermediateDirectories: true)
    let tar = Process()
    tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    tar.arguments = ["tar", "-xf", scratch("archive.tar"), "-C", scratch("out")]
    try tar.run()
    tar.waitUntilExit()
    #expect(tar.terminationStatus == 0)
    var files: [String: Data] = [:]
    for path in FileManager.default.subpaths(atPath: scratch("out")) ?? [] {
      files[path] = FileManager.default.contents(atPath: scratch("out/\(path)"))
    }
    return files
  }

  @Test func `A source that gives other bytes ends the archive`() async throws {
    struct Liar: ContentFetcher {
      func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
        try sink.write([UInt8](repeating: 0, count: Int(descriptor.size)))
      }
    }
    let image = try SampleImage("base")
    let writer = ArchiveWriter(into: MemorySink(limit: 1 << 20))
    await #expect(throws: ContentError.self) {
      try await writer.push(image.layers[0], from: Liar(), progress: { _ in })
    }
    await #expect(throws: ImageArchiveError.outOfTurn) {
      try await writer.push(image.configuration, from: image.store, progress: { _ in })
    }
    await #expect(throws: ImageArchiveError.outOfTurn) { try await writer.finish() }
  }

  @Test func `A file appears when it is whole, for its owner only`() throws {
    let scratch = try ScratchFolder()
    try Data("old".utf8).write(to: URL(fileURLWithPath: scratch("a.tar")))
    do {
      let file = try OutputFile(scratch("a.tar"))
      try file.write(Array("half".utf8))
      #expect(FileManager.default.contents(atPath: scratch("a.tar")) == Data("old".utf8))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["a.tar"])
    let file = try OutputFile(scratch("a.tar"))
    try file.write(Array("whole".utf8))
    try file.commit()
    #expect(FileManager.default.contents(atPath: scratch("a.tar")) == Data("whole".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["a.tar"])
    let mode = try FileManager.default.attributesOfItem(atPath: scratch("a.tar"))[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }
}
