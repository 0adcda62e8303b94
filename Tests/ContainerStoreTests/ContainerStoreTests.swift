import Foundation
import ImageSpec
import TestSupport
import Testing

@testable import ContainerStore

@Suite struct `Containers in a store` {
  private func id(_ text: String) -> String { text + String(repeating: "0", count: 64 - text.count) }

  @Test func `A store that does not exist has no containers, and reading makes nothing`() async throws {
    let folder = try ScratchFolder()
    let store = ContainerStore(folder: folder("none"))
    #expect(try await store.list().isEmpty)
    await #expect(throws: ContainerError.notFound("x")) { try await store.container("x") }
    #expect(!FileManager.default.fileExists(atPath: folder("none")))
  }

  @Test func `What was created is found by id, by the beginning of it, and by name`() async throws {
    let folder = try ScratchFolder()
    let store = ContainerStore(folder: folder("containers"))
    let one = try await ContainerFixture.create(in: store, id: id("475059caef8f"), name: "web")
    let two = try await ContainerFixture.create(in: store, id: id("47aa"))
    #expect(two.name.description.contains("_"))
    #expect(try await store.list().count == 2)
    for text in ["475059caef8f", "475", one.id.description, "web", "/web"] {
      #expect(try await store.container(text) == one)
    }
    await #expect(throws: ContainerError.ambiguous("47", ids: [one.id, two.id])) { try await store.container("47") }
    for text in ["", "9", "we"] {
      await #expect(throws: ContainerError.notFound(text)) { try await store.container(text) }
    }
  }

  @Test func `Names and ids are unique`() async throws {
    let folder = try ScratchFolder()
    let store = ContainerStore(folder: folder("containers"))
    let one = try await ContainerFixture.create(in: store, id: id("1"), name: "web")
    await #expect(throws: ContainerError.nameTaken(one.name, by: one.id)) {
      try await ContainerFixture.create(in: store, id: id("2"), name: "web")
    }
    await #expect(throws: ContainerError.idTaken(one.id)) { try await ContainerFixture.create(in: store, id: id("1")) }
    let two = try await ContainerFixture.create(in: store, id: id("2"))
    // The randomness of the test is always the same, so the words are taken.
    let three = try await ContainerFixture.create(in: store, id: id("3"))
    #expect(two.name != three.name)
    await #expect(throws: ContainerError.nameTaken(one.name, by: one.id)) {
      try await store.rename(two.id, to: one.name)
    }
    try await store.rename(one.id, to: try ContainerName(parsing: "shop"))
    #expect(try await store.container("shop").id == one.id)
  }

  @Test func `A removed container is gone for all, and comes back until it is purged`() async throws {
    let fixture = try await ContainerFixture()
    try fixture.host(["f": "x"])
    try await fixture.files.copyIn(fixture.folder("f"), to: "/f")
    try await fixture.store.remove(fixture.container.id)
    #expect(try await fixture.store.list().isEmpty)
    await #expect(throws: ContainerError.self) { try await fixture.store.remove(fixture.container.id) }
    await #expect(throws: ContainerError.self) { try await fixture.files.copyIn(fixture.folder("f"), to: "/f") }
    await #expect(throws: ContainerError.self) { try await fixture.files.changes() }
    let removed = try #require(try await fixture.store.removed().first)
    #expect(removed.container == fixture.container && removed.bytes > 1)

    #expect(try await fixture.store.restore(fixture.container.id) == fixture.container)
    #expect(try await fixture.content("/f") == "x")
    #expect(try await fixture.store.removed().isEmpty)
    await #expect(throws: ContainerError.self) { try await fixture.store.restore(fixture.container.id) }

    try await fixture.store.remove(fixture.container.id)
    let purged = try fixture.store.purge()
    #expect(purged.ids == [fixture.container.id] && purged.bytes == removed.bytes)
    #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder("store")) == ["lock"])
    await #expect(throws: ContainerError.notFound(fixture.container.id.description)) {
      try await fixture.store.restore(fixture.container.id)
    }
    #expect(try fixture.store.purge().ids.isEmpty)
  }

  @Test func `A removed container's name is free, and holds it up once another has it`() async throws {
    let folder = try ScratchFolder()
    let store = ContainerStore(folder: folder("containers"))
    let one = try await ContainerFixture.create(in: store, id: id("1"), name: "web")
    try await store.remove(one.id)
    let two = try await ContainerFixture.create(in: store, id: id("2"), name: "web")
    await #expect(throws: ContainerError.nameTaken(one.name, by: two.id)) { try await store.restore(one.id) }
    try await store.rename(two.id, to: try ContainerName(parsing: "other"))
    try await store.restore(one.id)
    #expect(try await store.container("web").id == one.id)
    // An empty folder that a waiting copy made anew is no container and in nobody's way.
    try await store.remove(one.id)
    try FileManager.default.createDirectory(
      atPath: folder("containers/\(one.id)/changes"), withIntermediateDirectories: true)
    #expect(!store.holds(one.id))
    try await store.restore(one.id)
    #expect(store.holds(one.id))
  }

  @Test func `What a killed process left is no container and goes with the next one`() async throws {
    let folder = try ScratchFolder()
    let store = ContainerStore(folder: folder("containers"))
    let left = folder("containers/.new-\(id("9"))")
    try FileManager.default.createDirectory(atPath: left + "/changes", withIntermediateDirectories: true)
    try Data("{".utf8).write(to: URL(filePath: left + "/container.json"))
    #expect(try await store.list().isEmpty)
    _ = try await ContainerFixture.create(in: store, id: id("1"))
    #expect(!FileManager.default.fileExists(atPath: left))
  }

  @Test func `Many are created at once, each with a name of its own`() async throws {
    let folder = try ScratchFolder()
    let path = folder("containers")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<20 {
        group.addTask {
          let number = UInt64(number)
          let digest = try Digest(of: [1])
          _ = try await ContainerStore(folder: path).create(
            id: try ContainerID(parsing: try Digest(of: [UInt8(number)]).hex),
            image: ContainerImage(
              name: "x", manifest: Descriptor(mediaType: .ociManifest, digest: digest, size: 1), id: digest,
              platform: Platform(os: "linux", architecture: "amd64")),
            created: Timestamp(seconds: 1), command: [], randomness: { UInt64.random(in: 0..<4) })
        }
      }
      try await group.waitForAll()
    }
    let all = try await ContainerStore(folder: path).list()
    #expect(Set(all.map(\.name)).count == 20)
  }

  @Test(arguments: ["", "a", "-a", "a b", "ä1", "a/b", "_x", String(repeating: "a", count: 256)])
  func `Names that docker refuses are refused`(name: String) {
    #expect(throws: ContainerError.malformedName(name)) { try ContainerName(parsing: name) }
  }
}
