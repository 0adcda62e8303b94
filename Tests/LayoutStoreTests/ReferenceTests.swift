import ContentStore
import Foundation
import ImageSpec
import LayoutStore
import TestSupport
import Testing

@Suite struct ReferenceTests {
  private let scratch: ScratchFolder
  private let store: LayoutStore

  init() throws {
    scratch = try ScratchFolder()
    store = LayoutStore(folder: scratch("layout"))
  }

  private func reference(_ text: String) throws -> ImageReference { try ImageReference(parsing: text) }

  private func json(_ name: String) throws -> JSON { try JSON(parsing: try #require(store.file(name))) }

  @Test func theLayoutIsTheSpecsAndHoldsTheFullNameTwice() async throws {
    let image = try SampleImage("a")
    try await image.copy(to: store, as: "app")
    #expect(try json("oci-layout") == ["imageLayoutVersion": "1.0.0"])
    let entry = try #require(try json("index.json").object?["manifests"]?.array?.first?.object)
    #expect(entry["digest"]?.string == image.manifest.digest.description)
    let annotations = try #require(entry["annotations"]?.object)
    #expect(annotations["org.opencontainers.image.ref.name"] == annotations["io.containerd.image.name"])
  }

  @Test func manyTagsAtOnceAreAllKept() async throws {
    let image = try SampleImage("a")
    try await image.copy(to: store, as: nil)
    let stores = [store, LayoutStore(folder: store.path)]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask {
          for number in 0..<10 {
            let name = try ImageReference(parsing: "app\(task):\(number)")
            try await stores[task % 2].tag(image.manifest, as: name)
          }
        }
      }
      try await group.waitForAll()
    }
    let names = try await store.references().map(\.reference.familiar)
    #expect(Set(names) == Set((0..<8).flatMap { task in (0..<10).map { "app\(task):\($0)" } }))
    #expect(names.count == 80)
  }

  @Test func aNameNeedsItsContent() async throws {
    let image = try SampleImage("a")
    await #expect(throws: ContentError.notFound(image.manifest.digest)) {
      try await store.tag(image.manifest, as: try ImageReference(parsing: "a:1"))
    }
    #expect(try await store.references().isEmpty)
  }

  @Test func aTagThatMovesLeavesItsImageDangling() async throws {
    let (old, new) = (try SampleImage("old"), try SampleImage("new"))
    let name = try reference("app:1")
    try await old.copy(to: store, as: "app:1")
    try await new.copy(to: store, as: "app:1")
    #expect(try await store.resolve(name) == new.manifest)
    let images = try await store.images()
    #expect(images.first { $0.descriptor == old.manifest }?.isNameless == true)
    #expect(images.first { $0.descriptor == new.manifest }?.references == [name])
    // A dangling image that gets a name is not dangling any more.
    #expect(try await store.tag(old.manifest, as: name) == new.manifest)
    #expect(try await store.images().filter(\.isNameless).map(\.descriptor) == [new.manifest])
    #expect(try await store.untag(name) == old.manifest)
    #expect(try await store.images().map(\.descriptor) == [new.manifest])
  }

  @Test func aTagThatMovesLeavesNothingWhereTheImageHasAnotherName() async throws {
    let (old, new) = (try SampleImage("old"), try SampleImage("new"))
    try await old.copy(to: store, as: "app:1")
    try await store.tag(old.manifest, as: try reference("app:keep"))
    try await new.copy(to: store, as: "app:1")
    let images = try await store.images()
    #expect(images.map(\.isNameless) == [false, false])
    #expect(images.count == 2)
  }

  @Test func aRepositoryDigestIsANameOfItsOwn() async throws {
    let image = try SampleImage("a")
    try await image.copy(to: store, as: "app:1")
    let name = try reference("app").with(digest: image.manifest.digest)
    try await store.tag(image.manifest, as: name)
    let entry = try #require(try await store.images().first)
    #expect(entry.repositoryDigests == [name])
    #expect(entry.tags == [try reference("app:1")])
    #expect(try await store.resolve(name) == image.manifest)
    #expect(try await store.resolve(try reference("app:other@\(image.manifest.digest)")) == image.manifest)
    let elsewhere = try reference("other").with(digest: image.manifest.digest)
    await #expect(throws: ContentError.unknownReference(elsewhere)) { try await store.resolve(elsewhere) }
  }

  @Test func whatIsOnlyKeptIsNotListedAndStaysUntilItIsReleased() async throws {
    let image = try SampleImage("a")
    try await image.copy(to: store, as: "app:1")
    try await store.keep(image.manifest, for: "container/1")
    try await store.keep(image.manifest, for: "container/1")
    try await store.untag(try reference("app:1"))
    let kept = try await store.images()
    #expect(kept.map(\.keepers) == [["container/1"]])
    #expect(kept.map(\.isListed) == [false])
    #expect(try await store.orphans().isEmpty)
    try await store.release("container/1")
    try await store.release("container/1")
    #expect(try await store.images().isEmpty)
  }

  @Test func aTagThatMovesLeavesItsImageListedThoughItIsKept() async throws {
    let (old, new) = (try SampleImage("old"), try SampleImage("new"))
    try await old.copy(to: store, as: "app:1")
    try await store.keep(old.manifest, for: "container/1")
    try await new.copy(to: store, as: "app:1")
    #expect(try await store.images().map(\.isListed) == [true, true])
    try await store.release("container/1")
    #expect(try await store.images().map(\.isListed) == [true, true])
  }

  @Test func whatOthersWroteIsKept() async throws {
    let image = try SampleImage("a")
    try await image.copy(to: store, as: nil)
    let foreign = """
      {"schemaVersion":2,"x-tool":{"b":1,"a":[2.50]},"manifests":[\
      {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"blake3:00","size":7},\
      {"mediaType":"\(image.manifest.mediaType)","digest":"\(image.manifest.digest)","size":\(image.manifest.size),\
      "annotations":{"org.opencontainers.image.ref.name":"short","my.own":"note"},"extra":true},\
      "no entry"],"annotations":{"z":"y"}}
      """
    try Data(foreign.utf8).write(to: URL(fileURLWithPath: "\(store.path)/index.json"))
    #expect(try await store.references().map(\.reference.description) == ["localhost/short:latest"])
    try await store.tag(image.manifest, as: try reference("mine:1"))
    let after = try #require(try json("index.json").object)
    #expect(after["x-tool"] == ["b": 1, "a": .array([.number("2.50")])])
    #expect(after["annotations"] == ["z": "y"])
    let entries = try #require(after["manifests"]?.array)
    #expect(entries.count == 4)
    #expect(entries.prefix(3) == (try JSON(parsing: Array(foreign.utf8))).object?["manifests"]?.array?.prefix(3))
    // A name of another tool moves like any other.
    let other = try SampleImage("b")
    try await other.copy(to: store, as: "localhost/short")
    #expect(try await store.resolve(try reference("localhost/short")) == other.manifest)
    try await store.untag(try reference("mine:1"))
    #expect(try await store.references().map(\.descriptor) == [other.manifest])
  }

  @Test(arguments: [
    ("{", "not JSON"), ("[]", "no object"), (#"{"manifests":3}"#, "no array"), (#"{"a":1,"a":2}"#, "a key twice"),
    ("", "empty"),
  ])
  func aDamagedIndexIsAnErrorAndStaysAsItIs(text: String, why: String) async throws {
    let image = try SampleImage("a")
    try await image.copy(to: store, as: "a:1")
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(store.path)/index.json"))
    await #expect(throws: LayoutError.self) { try await store.references() }
    await #expect(throws: LayoutError.self) {
      try await store.tag(image.manifest, as: try ImageReference(parsing: "b:1"))
    }
    #expect(store.file("index.json") == Array(text.utf8))
  }

  @Test func aLayoutOfAnUnknownVersionIsLeftAlone() async throws {
    try FileManager.default.createDirectory(atPath: store.path, withIntermediateDirectories: true)
    try Data(#"{"imageLayoutVersion":"9.0"}"#.utf8).write(to: URL(fileURLWithPath: "\(store.path)/oci-layout"))
    let image = try SampleImage("a")
    await #expect(throws: CopyError.self) {
      try await GraphCopy(from: image.source, to: store).run(image.manifest, as: nil)
    }
    await #expect(throws: LayoutError.notALayout(folder: store.path, reason: "version 9.0")) {
      try await store.references()
    }
    #expect(store.files == ["oci-layout"])
  }

  @Test func anUpdateIsOneStepThatTellsWhatChanged() async throws {
    let (one, two) = (try SampleImage("one"), try SampleImage("two"))
    try await one.copy(to: store, as: "a:1")
    try await two.copy(to: store, as: "a:2")
    let update = try await store.update { index in
      index.removeImage(one.manifest.digest)
      index.set(try ImageReference(parsing: "a:3"), to: two.manifest)
    }
    #expect(
      update.effects == [
        .reference(try reference("a:1"), before: one.manifest, after: nil),
        .reference(try reference("a:3"), before: nil, after: two.manifest),
        .imageRemoved(one.manifest),
      ])
    struct Refusal: Error {}
    let bytes = store.file("index.json")
    await #expect(throws: Refusal.self) {
      _ = try await store.recording { _, _ in throw Refusal() }.update { $0.removeImage(two.manifest.digest) }
    }
    #expect(store.file("index.json") == bytes)
    #expect(store.files.filter { $0.contains("tmp-") }.isEmpty)
  }
}
