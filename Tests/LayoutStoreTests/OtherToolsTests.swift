import ContentStore
import Foundation
import ImageSpec
import LayoutStore
import TestSupport
import Testing

/// The layout as Debian's own tools see it.
@Suite struct OtherToolsTests {
  private let scratch: ScratchFolder
  private let store: LayoutStore

  init() throws {
    scratch = try ScratchFolder()
    store = LayoutStore(folder: scratch("layout"), durability: .scratch)
  }

  /// An image with one real layer.
  private func image(_ seed: String) throws -> SampleImage {
    try Data(seed.utf8).write(to: URL(fileURLWithPath: scratch("seed")))
    try run("tar", ["-C", scratch.path, "-cf", scratch("\(seed).tar"), "seed"])
    return try SampleImage(
      seed, layers: [Array(try #require(FileManager.default.contents(atPath: scratch("\(seed).tar"))))])
  }

  @Test func skopeoFindsTwoLatestImagesByTheirFullNames() async throws {
    for (name, seed) in [("docker.io/library/one:latest", "one"), ("127.0.0.1:5000/me/two:latest", "two")] {
      let image = try image(seed)
      try await image.copy(to: store, as: name)
      try await store.tag(
        image.manifest, as: try ImageReference(parsing: name).bare.with(digest: image.manifest.digest))
      let inspected = try run("skopeo", ["inspect", "--raw", "oci:\(store.path):\(name)"])
      #expect(try Digest(of: Array(inspected.utf8)) == image.manifest.digest)
      try run("skopeo", ["copy", "-q", "oci:\(store.path):\(name)", "dir:\(scratch(seed + ".dir"))"])
      let copied = try #require(FileManager.default.contents(atPath: scratch("\(seed).dir/manifest.json")))
      #expect(try Digest(of: Array(copied)) == image.manifest.digest)
    }
  }

  @Test func whatSkopeoWritesIsReadAndOursSurvivesIt() async throws {
    let (ours, theirs) = (try image("ours"), try image("theirs"))
    try await ours.copy(to: store, as: "ours:1")
    let other = LayoutStore(folder: scratch("other"), durability: .scratch)
    try await theirs.copy(to: other, as: "theirs:1")
    for name in ["docker.io/library/theirs:1", "short", "team/app:2"] {
      try run(
        "skopeo",
        [
          "copy", "-q", "--preserve-digests", "oci:\(other.path):docker.io/library/theirs:1",
          "oci:\(store.path):\(name)",
        ])
    }
    let names = try await store.references().map(\.reference.description).sorted()
    #expect(
      names == [
        "docker.io/library/ours:1", "docker.io/library/theirs:1", "localhost/short:latest", "localhost/team/app:2",
      ])
    #expect(try await store.resolve(try ImageReference(parsing: "theirs:1")).digest == theirs.manifest.digest)
    #expect(try await store.verify().isEmpty)
    #expect(try await store.sweep().removed.isEmpty)
  }

  @Test func umociListsTheFullNames() async throws {
    try await image("one").copy(to: store, as: "docker.io/library/one:latest")
    try await image("two").copy(to: store, as: "127.0.0.1:5000/me/two:latest")
    let names = try run("umoci", ["ls", "--layout", store.path]).split(separator: "\n").sorted()
    #expect(names == ["127.0.0.1:5000/me/two:latest", "docker.io/library/one:latest"])
  }

  @Test func umocisSweepKeepsDanglingImagesAndContainersBases() async throws {
    let (dangling, based, orphan) = (try image("dangling"), try image("based"), try image("orphan"))
    try await dangling.copy(to: store, as: "a:1")
    try await based.copy(to: store, as: "a:1")
    try await store.keep(based.manifest, for: "container/1")
    try await store.untag(try ImageReference(parsing: "a:1"))
    try await orphan.copy(to: store, as: nil)
    try run("umoci", ["gc", "--layout", store.path])
    for content in dangling.content + based.content { #expect(try await store.contains(content)) }
    for content in orphan.content { #expect(try await !store.contains(content)) }
  }
}
