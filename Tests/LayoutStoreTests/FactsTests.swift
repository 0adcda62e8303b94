import Archive
import ByteStreams
import ContentStore
import Foundation
import ImageSpec
import LayoutStore
import TestSupport
import Testing

@Suite struct FactsTests {
  private let scratch: ScratchFolder
  private let store: LayoutStore
  private let archive: [UInt8]
  private let layer: Descriptor
  private let source = MemoryStore()

  init() throws {
    scratch = try ScratchFolder()
    store = LayoutStore(folder: scratch("layout"), durability: .scratch)
    try Data("hello".utf8).write(to: URL(fileURLWithPath: scratch("greeting")))
    try run("tar", ["-C", scratch.path, "-cf", scratch("layer.tar"), "greeting"])
    try run("gzip", ["-kn", scratch("layer.tar")])
    archive = Array(try #require(FileManager.default.contents(atPath: scratch("layer.tar"))))
    let compressed = Array(try #require(FileManager.default.contents(atPath: scratch("layer.tar.gz"))))
    layer = try source.insert(compressed, mediaType: .ociLayerGzip)
  }

  private var cacheFiles: [String] { store.files.filter { $0.hasPrefix("cache/layers/") } }

  @Test func aPushedLayerHasItsFactsInTheCache() async throws {
    try await store.push(layer, from: source, progress: { _ in })
    #expect(cacheFiles.count == 2)
    // The blob is not read again: without it the facts are still there.
    try FileManager.default.removeItem(atPath: store.blobPath(layer))
    let facts = try await store.layerFacts(of: layer)
    #expect(facts.diffID == (try Digest(of: archive)))
    #expect(facts.uncompressedSize == Int64(archive.count))
    #expect(facts.compressedSize == layer.size)
    #expect(facts.contentSize == 5)
    #expect(try await store.fileIndex(of: layer).entries().map(\.path.description) == ["greeting"])
  }

  @Test(arguments: [true, false]) func theCacheMayBeDeletedOrDamagedAtAnyTime(isDeleted: Bool) async throws {
    try await store.push(layer, from: source, progress: { _ in })
    let facts = try await store.layerFacts(of: layer)
    for file in cacheFiles {
      if isDeleted {
        try FileManager.default.removeItem(atPath: "\(store.path)/\(file)")
      } else {
        try Data("{".utf8).write(to: URL(fileURLWithPath: "\(store.path)/\(file)"))
      }
    }
    if isDeleted { try FileManager.default.removeItem(atPath: "\(store.path)/cache") }
    #expect(try await store.layerFacts(of: layer) == facts)
    #expect(try await store.fileIndex(of: layer, renewing: !isDeleted).entries().count == 1)
  }

  @Test func aLayerThatIsNoArchiveIsKeptAndItsFactsAreATypedError() async throws {
    let broken = try source.insert(Array("no archive at all".utf8), mediaType: .ociLayerGzip)
    try await store.push(broken, from: source, progress: { _ in })
    #expect(try await store.contains(broken))
    await #expect(throws: LayerUnreadable.self) { try await store.layerFacts(of: broken) }
    await #expect(throws: LayerUnreadable.self) { try await store.fileIndex(of: broken) }
    // The same without the cache.
    try FileManager.default.removeItem(atPath: "\(store.path)/cache")
    await #expect(throws: LayerUnreadable.self) { try await store.layerFacts(of: broken) }
  }

  @Test func anAbsentLayerIsNotFound() async throws {
    await #expect(throws: ContentError.notFound(layer.digest)) { try await store.layerFacts(of: layer) }
    #expect(!FileManager.default.fileExists(atPath: store.path))
  }

  @Test func aDamagedBlobGivesNoFacts() async throws {
    try await store.push(layer, from: source, progress: { _ in })
    try FileManager.default.removeItem(atPath: "\(store.path)/cache")
    try FileManager.default.removeItem(atPath: store.blobPath(layer))
    try Data(count: Int(layer.size)).write(to: URL(fileURLWithPath: store.blobPath(layer)))
    await #expect(throws: ContentError.self) { try await store.layerFacts(of: layer) }
    #expect(cacheFiles.isEmpty)
  }

  @Test func aSweepTakesTheFactsOfLayersThatWent() async throws {
    try await store.push(layer, from: source, progress: { _ in })
    try Data().write(to: URL(fileURLWithPath: "\(store.path)/cache/layers/sha256-00.files.x.partial"))
    let image = try SampleImage("a")
    try await image.copy(to: store, as: "a:1")
    try await store.sweep()
    #expect(cacheFiles == ["cache/layers/sha256-\(image.layers[0].digest.hex).json"])
  }
}
