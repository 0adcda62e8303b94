import ByteStreams
import ContentStore
import ImageSpec
import Testing

@Suite struct MemoryStoreTests {
  private let store = MemoryStore()
  private let source = MemoryStore()
  private let name: ImageReference
  private let content: Descriptor

  init() throws {
    name = try ImageReference(parsing: "app:1")
    content = try source.insert(Array("0123456789".utf8), mediaType: .octetStream)
  }

  @Test func contentIsReadFromAnyOffset() async throws {
    for (offset, expected) in [(0, "0123456789"), (4, "456789"), (10, "")] as [(Int64, String)] {
      let sink = MemorySink(limit: 10)
      try await source.fetch(content, from: offset, into: sink)
      #expect(String(decoding: sink.bytes, as: UTF8.self) == expected)
    }
    await #expect(throws: ContentError.self) { try await source.fetch(content, from: 11, into: MemorySink(limit: 10)) }
    await #expect(throws: ContentError.notFound(content.digest)) {
      try await store.fetch(content, from: 0, into: MemorySink(limit: 10))
    }
  }

  @Test func wrongBytesAreNotTaken() async throws {
    var larger = content
    larger.size = 11
    var smaller = content
    smaller.size = 9
    let other = Descriptor(mediaType: .octetStream, digest: try Digest(of: [1]), size: 10)
    let lying = Lie(base: source, content: content)
    for descriptor in [larger, smaller, other] {
      await #expect(throws: ContentError.self) { try await store.push(descriptor, from: lying, progress: { _ in }) }
    }
    #expect(store.digests.isEmpty)
    #expect(await !source.contains(larger))
  }

  @Test func namesNeedContentMoveAndGo() async throws {
    await #expect(throws: ContentError.notFound(content.digest)) { try await store.tag(content, as: name) }
    try await store.push(content, from: source, as: name)
    #expect(try await store.resolve(name) == content)
    let other = try store.insert([1], mediaType: .octetStream)
    #expect(try await store.tag(other, as: name) == content)
    #expect(try await store.resolve(name.with(digest: other.digest)) == other)
    #expect(try await store.untag(name) == other)
    await #expect(throws: ContentError.unknownReference(name)) { try await store.untag(name) }
    await #expect(throws: ContentError.unknownReference(name)) { try await store.resolve(name) }
    #expect(await store.contains(content))
  }

  @Test func aDocumentIsReadWholeAndVerified() async throws {
    let image = try TwoPlatforms()
    #expect(try await image.store.document(of: image.index, as: Index.self).body.manifests == image.manifests)
    #expect(
      try await image.store.successors(of: image.manifests[0]).descriptors
        == [image.configurations[0], image.shared, image.own[0]])
    await #expect(throws: ContentError.notADocument(.ociLayer)) { try await image.store.successors(of: image.shared) }
    var large = image.index
    large.size = Int64(Document<Index>.maximumSize) + 1
    await #expect(throws: ContentError.documentTooLarge(large.digest, size: large.size)) {
      try await image.store.bytes(of: large)
    }
    var other = image.index
    other.size = image.manifests[0].size
    await #expect(throws: ContentError.self) {
      try await Lie(base: image.store, content: image.manifests[0]).bytes(of: other)
    }
  }
}

/// A source that gives one content whatever it is asked for.
private struct Lie: ContentFetcher {
  let base: MemoryStore
  let content: Descriptor

  func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    try await base.fetch(content, from: offset, into: sink)
  }
}
