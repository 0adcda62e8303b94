import ByteStreams
import ContentStore
import DistributionSpec
import ImageSpec
import LayoutStore
import RegistrySimulator
import TestSupport
import Testing

@Suite struct SnapshotTests {
  @Test(arguments: [false, true])
  func aSnapshotBringsBackNamesThatWereDeletedAndTakesNewOnes(inFolder: Bool) async throws {
    let folder = try ScratchFolder()
    let test = try await TestRegistry(
      storage: inFolder ? FolderStorage(folder("s"), durability: .scratch) : MemoryStorage())
    let manifest = try await test.pushImage("app", "1")
    let snapshot = test.registry.snapshot()
    _ = await test.ask("DELETE", "/v2/app/manifests/\(manifest.digest)")
    _ = await test.ask("DELETE", "/v2/app/blobs/\(try Digest(of: Array("layer".utf8)))")
    try await test.pushImage("new", "1", layer: [3])
    let open = try #require(await test.ask("POST", "/v2/app/blobs/uploads/").headers["Location"])
    try await test.registry.restore(snapshot)
    #expect(test.registry.snapshot() == snapshot)
    #expect(test.registry.repositories.map(\.description) == ["app"])
    #expect(try await test.ask("GET", "/v2/app/manifests/1").collect() == manifest.bytes)
    #expect(await test.ask("GET", "/v2/app/blobs/\(try Digest(of: Array("layer".utf8)))").text == "layer")
    #expect(await test.ask("GET", "/v2/new/manifests/1").status == 404)
    #expect(await test.ask("GET", open).status == 404)
  }

  @Test func fixturesFillARepositoryByAGraphCopy() async throws {
    let test = try await TestRegistry()
    let source = MemoryStore()
    let layer = Array("layer".utf8)
    let image = try Image(layer: layer).manifest
    try source.insert(Image.configuration, mediaType: .ociConfiguration)
    try source.insert(layer, mediaType: .ociLayer)
    let manifest = try source.insert(image.bytes, mediaType: image.mediaType)
    let index = try source.insert(Index(manifests: [manifest]).encoded(), mediaType: .ociIndex)
    let repository = test.registry.repository(try RepositoryName(parsing: "team/app"))
    let outcome = try await repository.insert(index, from: source, as: .latest)
    #expect(outcome.copied.map(\.digest).last == index.digest)
    #expect(repository.descriptor(.latest) == index)
    #expect(
      await test.ask("HEAD", "/v2/team/app/manifests/latest").headers["Content-Type"] == MediaType.ociIndex.description)
    #expect(await test.ask("HEAD", "/v2/team/app/manifests/\(manifest.digest)").status == 200)
    let back = MemoryStore()
    let copy = try await GraphCopy(from: repository, to: back).run(index, as: nil)
    #expect(copy.copied.count == 4)
    #expect(test.registry.repository(try RepositoryName(parsing: "other")).tags == [])
    #expect(test.registry.repositories.count == 1)
  }

  @Test func foreignLayersBelongToNoRepository() async throws {
    let test = try await TestRegistry()
    let source = MemoryStore()
    let layer = try source.insert(Array("foreign".utf8), mediaType: .dockerForeignLayerGzip)
    try await test.registry.foreignLayers.push(layer, from: source, progress: { _ in })
    let answer = await test.ask("GET", ForeignLayerView.path(layer.digest), ["Range": "bytes=3-"])
    #expect(answer.status == 206)
    #expect(answer.text == "eign")
    #expect(await test.ask("GET", "/v2/app/blobs/\(layer.digest)").status == 404)
    #expect(await test.ask("POST", "/v2/app/blobs/uploads/?mount=\(layer.digest)").status == 202)
    #expect(test.registry.repositories == [])
  }
}
