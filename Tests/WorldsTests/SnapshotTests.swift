import ContainerStore
import ContentStore
import Foundation
import ImageSpec
import LayoutStore
import RegistryClient
import RegistrySimulator
import TestSupport
import Testing
import Worlds

@Suite struct SnapshotTests {
  @Test func `Restoring takes names, containers, credentials, registries, clock and randomness back`() async throws {
    try await Shipped.withWorld("linux-basics") { world in
      let simulation = try #require(world.simulation)
      let greeter = try #require(simulation.contents.roots["greeter"])
      let given = try ImageReference(parsing: "greeter:old")
      let pushed = try ImageReference(parsing: "alice/pushed:v1")
      let credential = Credential(username: "alice", password: "x")
      await #expect(try world.store.references().map(\.reference) == [given])
      let before = (try await world.store.index(), try await world.containers.list())
      let snapshot = try await world.snapshot()
      #expect(snapshot.roots == [greeter])
      let numbers = (0..<3).map { _ in world.random.next() }

      try await world.store.untag(given)
      let id = try await world.containers.container("web").id
      try await world.containers.remove(id)
      try await world.credentials.store(credential, for: .dockerHub)
      try await simulation.repository(of: pushed).insert(greeter, from: simulation.contents, as: try Tag(parsing: "v1"))
      (world.clock as? SimulatedClock)?.set(Timestamp(seconds: 0))

      for _ in 0..<2 {
        try await world.restore(snapshot)
        #expect(try await world.store.index() == before.0)
        #expect(try await world.containers.list() == before.1)
        #expect(try await world.credentials.credential(for: .dockerHub) == nil)
        #expect(try simulation.repository(of: pushed).tags.isEmpty)
        #expect(world.clock.now() > Timestamp(seconds: 1_700_000_000))
        #expect((0..<3).map { _ in world.random.next() } == numbers)
      }
    }
  }

  @Test func `A container's changes come back, and the snapshot outlives what follows`() async throws {
    try await Shipped.withWorld("linux-basics") { world in
      let container = try await world.containers.container("web")
      let files = world.containers.files(of: container)
      let before = try await files.changes()
      #expect(!before.isEmpty)
      let snapshot = try await world.snapshot()
      _ = try await files.copyIn("\(world.folder.path)/motd", to: "/etc/motd")
      _ = try await files.copyIn("\(world.folder.path)/motd", to: "/etc/other")
      #expect(try await files.changes() != before)
      for _ in 0..<2 {
        try await world.restore(snapshot)
        #expect(try await files.changes() == before)
        _ = try await files.copyIn("\(world.folder.path)/motd", to: "/etc/other")
      }
    }
  }

  @Test func `The snapshot's folder goes with it`() async throws {
    try await Shipped.withWorld("linux-basics") { world in
      let snapshots = "\((world.folder.path as NSString).deletingLastPathComponent)/snapshots"
      var snapshot: WorldSnapshot? = try await world.snapshot()
      #expect(try FileManager.default.contentsOfDirectory(atPath: snapshots).count == 1)
      withExtendedLifetime(snapshot) {}
      snapshot = nil
      #expect(try FileManager.default.contentsOfDirectory(atPath: snapshots).isEmpty)
    }
  }

  @Test func `The real world can't be taken back`() async throws {
    let scratch = try ScratchFolder()
    let world = try RealWorld(
      environment: ["HOME": scratch.path], workingFolder: scratch.path, machine: "x86_64"
    ).world()
    await #expect(throws: WorldSnapshot.RealWorld.self) { try await world.snapshot() }
  }
}
