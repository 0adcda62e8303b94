import ByteStreams
import ContentStore
import Foundation
import ImageSpec
import LayoutStore
import TestSupport
import Testing

@Suite struct LayoutStoreTests {
  private let scratch: ScratchFolder
  private let store: LayoutStore

  init() throws {
    scratch = try ScratchFolder()
    store = LayoutStore(folder: scratch("layout"))
  }

  @Test func aStoreThatIsReadOnlyReadCreatesNothing() async throws {
    let name = try ImageReference(parsing: "ubuntu:24.04")
    let descriptor = Descriptor(mediaType: .ociManifest, digest: try Digest(of: [1]), size: 1)
    #expect(try await store.references().isEmpty)
    #expect(try await store.images().isEmpty)
    #expect(try await !store.contains(descriptor))
    await #expect(throws: ContentError.unknownReference(name)) { try await store.resolve(name) }
    await #expect(throws: ContentError.unknownReference(name)) { try await store.untag(name) }
    await #expect(throws: ContentError.notFound(descriptor.digest)) {
      try await store.fetch(descriptor, from: 0, into: MemorySink(limit: 1))
    }
    try await store.withLease(creating: false) {}
    #expect(!FileManager.default.fileExists(atPath: store.path))
  }
}
