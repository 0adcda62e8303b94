import ContentStore
import Foundation
import ImageArchives
import ImageSpec
import TestSupport
import Testing

/// OCI image layouts in folders, and what tools call their images.
@Suite struct LayoutTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func write(_ image: SampleImage, as name: String?, to folder: String) async throws {
    let writer = LayoutWriter(folder: folder)
    _ = try await GraphCopy(from: image.store, to: writer).run(image.root, as: nil)
    try await writer.add(image.root, named: name)
  }

  @Test func `A folder gets the layout's files and nothing else`() async throws {
    let image = try SampleImage("base")
    try await write(image, as: "1.0", to: scratch("layout"))
    let expected = image.content.map { "blobs/sha256/\($0.digest.hex)" }
    #expect(
      (FileManager.default.subpaths(atPath: scratch("layout")) ?? []).sorted()
        == (expected + ["blobs", "blobs/sha256", "index.json", "oci-layout"]).sorted())
    let archive = try ImageArchive(folder: scratch("layout"))
    #expect(archive.images.map(\.tags) == [["1.0"]] && archive.images[0].names.isEmpty)
    #expect(try archive.image("1.0").root == image.root)
    _ = try await archive.copied(archive.images[0])
  }

  @Test func `Many copies at once lose no entry, and a name moves`() async throws {
    let image = try SampleImage("base")
    let folder = scratch("layout")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<12 { group.addTask { try await write(image, as: "n\(number)", to: folder) } }
      try await group.waitForAll()
    }
    #expect(Set(try ImageArchive(folder: folder).images[0].tags) == Set((0..<12).map { "n\($0)" }))
    let other = try SampleImage("other")
    try await write(other, as: "n3", to: folder)
    let archive = try ImageArchive(folder: folder)
    #expect(try archive.image("n3").root == other.root)
    #expect(archive.images[0].tags.count == 11)
  }

  @Test func `What others wrote into the index stays`() async throws {
    let folder = scratch("layout")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let foreign =
      #"{"mediaType":"application/vnd.example+json","digest":"sha256:\#(String(repeating: "0", count: 64))","size":7,"x":1}"#
    try #"{"schemaVersion":2,"manifests":[\#(foreign)],"annotations":{"a":"b"}}"#
      .write(toFile: "\(folder)/index.json", atomically: true, encoding: .utf8)
    try await write(try SampleImage("base"), as: nil, to: folder)
    let index = try JSON(parsing: Array(try #require(FileManager.default.contents(atPath: "\(folder)/index.json"))))
    #expect(index.object?["annotations"]?.object?["a"] == "b")
    #expect(index.object?["manifests"]?.array?.first == (try JSON(parsing: Array(foreign.utf8))))
    #expect(try ImageArchive(folder: folder).images.count == 1)
  }

  /// Annotations of an entry, and the name that they mean.
  static let names: [(whole: String?, short: String?, name: String?, tag: String?)] = [
    ("docker.io/library/s:1", "1", "s:1", nil), (nil, "team/s:1", "team/s:1", nil), (nil, "s:1", "s:1", nil),
    (nil, "127.0.0.1:5000/s", "127.0.0.1:5000/s:latest", nil), (nil, "latest", nil, "latest"), (nil, nil, nil, nil),
    (nil, "Not A:Name", nil, "Not A:Name"),
  ]

  @Test(arguments: names.indices) func `Annotations give a name, or a tag alone`(index: Int) async throws {
    let (whole, short, expected, tag) = Self.names[index]
    let image = try SampleImage("base")
    try await write(image, as: short, to: scratch("layout"))
    if let whole {
      try await LayoutWriter(folder: scratch("layout")).add(image.root, named: short, whole: try name(whole))
    }
    let found = try ImageArchive(folder: scratch("layout")).images[0]
    #expect(found.names.map(\.familiar) == [expected].compactMap { $0 })
    #expect(found.tags == [tag].compactMap { $0 })
  }

  @Test func `Names that only docker's list has are taken from it`() throws {
    let image = try SampleImage("base")
    let index = Index(manifests: [image.root]).encoded()
    let list = """
      [{"Config":"blobs/sha256/\(image.configuration.digest.hex)","RepoTags":["s:1"],"Layers":[]}]
      """
    let archive = try scratch.archive([
      Tar.file("oci-layout", #"{"imageLayoutVersion":"1.0.0"}"#), Tar.file("index.json", index),
      Tar.file("manifest.json", list), Tar.file("blobs/sha256/\(image.root.digest.hex)", image.manifest.bytes),
    ])
    #expect(archive.images.map { $0.names.map(\.familiar) } == [["s:1"]])
  }

  @Test func `Other versions, and folders that are no layout, are refused`() throws {
    #expect(throws: ImageArchiveError.noImages) { _ = try ImageArchive(folder: scratch.path) }
    try "{}".write(toFile: scratch("index.json"), atomically: true, encoding: .utf8)
    try #"{"imageLayoutVersion":"2.0"}"#.write(toFile: scratch("oci-layout"), atomically: true, encoding: .utf8)
    #expect(throws: ImageArchiveError.unknownLayoutVersion("2.0")) { _ = try ImageArchive(folder: scratch.path) }
  }

  @Test func `Content of another size or digest is never taken`() async throws {
    let image = try SampleImage("base")
    try await write(image, as: "1", to: scratch("layout"))
    let path = scratch("layout/blobs/sha256/\(image.layers[0].digest.hex)")
    var bytes = image.archives[0]
    bytes[0] ^= 1
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let archive = try ImageArchive(folder: scratch("layout"))
    await #expect(throws: CopyError.self) { _ = try await archive.copied(archive.images[0]) }
    try Data(bytes.dropLast()).write(to: URL(fileURLWithPath: path))
    #expect(!archive.holds(image.layers[0]))
    await #expect(throws: CopyError.self) { _ = try await archive.copied(archive.images[0]) }
  }
}
