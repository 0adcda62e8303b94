import ByteStreams
import ContainerStore
import ContentStore
import DistributionSpec
import Foundation
import HTTPTransport
import ImageSpec
import LayoutStore
import RegistryClient
import RegistrySimulator
import TestSupport
import Testing
import Worlds

@Suite struct SimulatedWorldTests {
  @Test func `Opening a world leaves its mark nowhere else, and closing leaves none`() async throws {
    let temporary = try ScratchFolder()
    let world = try await World.simulated(
      fixture: try Shipped.fixture("windows-2016"), temporaryFolder: temporary.path)
    #expect(world.origin == .simulated(fixture: "windows-2016"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path).count == 1)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: world.folder.path).sorted() == ["Default.htm", "index.html"])
    #expect(world.folder.isConfined)
    let elapsed = world.clock.now().seconds - (try #require(Timestamp(parsing: "2016-08-22T12:00:00Z"))).seconds
    #expect((0..<600).contains(elapsed))
    await world.close()
    await world.close()
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path).isEmpty)
  }

  @Test func `A world that nobody closes takes its folder with it`() async throws {
    let temporary = try ScratchFolder()
    _ = try await World.simulated(fixture: try Shipped.fixture("linux-basics"), temporaryFolder: temporary.path)
    // A thread that did the last work may hold on to it for a moment yet.
    for _ in 0..<100_000 where try !FileManager.default.contentsOfDirectory(atPath: temporary.path).isEmpty {
      await Task.yield()
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path).isEmpty)
  }

  @Test func `Every search result can be pulled under its tags`() async throws {
    try await Shipped.withWorld("windows-2016") { world in
      let results = try await RegistrySearch(try world.registry(.dockerHub)).results(for: "*")
      #expect(results.count == 14)
      #expect(
        results.map(\.name).first == "microsoft/sample-django" && results.map(\.name).last == "microsoft/sample-sqlite")
      #expect(results.filter(\.isOfficial).map(\.name) == ["microsoft/dotnet35", "microsoft/iis"])
      #expect(results.allSatisfy { $0.isAutomated && $0.stars == 1 })
      for result in results {
        let repository = try #require(try? ImageReference(parsing: result.name))
        let view = try #require(try? world.simulation?.repository(of: repository))
        let tags = view.tags.map(\.description)
        #expect(tags.contains("latest") && tags.count >= 2)
        let main = try Tag(parsing: tags.contains("windowsservercore") ? "windowsservercore" : "nanoserver")
        #expect(view.descriptor(.latest) == view.descriptor(main))
        for tag in view.tags {
          let reference = repository.with(tag: tag)
          let root = try await view.resolve(reference)
          _ = try await GraphCopy(from: view, to: world.store).run(root, as: reference)
          #expect(try await world.store.resolve(reference) == root)
        }
      }
    }
  }

  @Test func `A pull over the wire gets what the fixture has`() async throws {
    try await Shipped.withWorld("windows-2016") { world in
      let reference = try ImageReference(parsing: "microsoft/windowsservercore:latest")
      let repository = try world.repository(for: reference)
      let root = try await repository.resolve(reference)
      #expect(root.bare == world.simulation?.contents.roots["servercore"])
      let outcome = try await GraphCopy(from: repository, to: world.store).run(root, as: reference)
      #expect(outcome.foreign.count == 1 && outcome.copied.count == 3)
    }
  }

  @Test func `A foreign layer's URL leads into the world`() async throws {
    try await Shipped.withWorld("windows-2016") { world in
      let simulation = try #require(world.simulation)
      let layer = try #require(simulation.contents.foreignLayers.first)
      let repository = try world.registry(.dockerHub).repository(
        try RepositoryName(parsing: "microsoft/windowsservercore"),
        foreignLayers: .fetch(allowsLoopback: true) { simulation.reroute($0) })
      let sink = try VerifyingSink(layer)
      try await repository.fetch(layer, from: 0, into: sink)
      try sink.finish()
    }
  }

  @Test func `A given container is there without its image's content`() async throws {
    try await Shipped.withWorld("windows-2016") { world in
      let container = try await world.containers.container("475059caef8f")
      #expect(
        container.image == "microsoft/windowsservercore" || container.image == "microsoft/windowsservercore:latest")
      #expect(container.command == ["cmd"])
      #expect(container.manifest == world.simulation?.contents.roots["servercore"])
      #expect(try await world.store.index().entries.isEmpty)
      #expect(try await !world.store.contains(container.manifest))
      let again = try await Shipped.withWorld("windows-2016") { try await $0.containers.container("4750").id }
      #expect(again == container.id)
    }
  }

  @Test func `Given images are in the store`() async throws {
    try await Shipped.withWorld("linux-basics") { world in
      let root = try await world.store.resolve(try ImageReference(parsing: "greeter:old"))
      #expect(root == world.simulation?.contents.roots["greeter"])
      #expect(try await world.store.contains(root))
    }
  }

  @Test func `Hosts that the fixture does not have are there, empty, and apart from each other`() async throws {
    try await Shipped.withWorld("linux-basics") { world in
      let simulation = try #require(world.simulation)
      for host in ["ghcr.io", "localhost:5000", "[::1]:5000", "UPPER.example"] {
        let reference = try ImageReference(parsing: "\(host)/team/tiny:v1")
        let repository = try world.repository(for: reference)
        await #expect(throws: (any Error).self) { try await repository.resolve(reference) }
        let root = try #require(simulation.contents.roots["greeter"])
        _ = try await GraphCopy(from: simulation.contents, to: repository).run(root, as: reference)
        #expect(try await repository.resolve(reference).digest == root.digest)
        #expect(try simulation.repository(of: reference).tags.map(\.description) == ["v1"])
      }
    }
  }

  @Test func `Other programs get a door, and it closes`() async throws {
    try await Shipped.withWorld("windows-2016") { world in
      let simulation = try #require(world.simulation)
      let address = try await simulation.openListener()
      #expect(simulation.listeners == [address])
      let url = try HTTPURL("\(address)/v1/search?q=nginx")
      #expect(try await HTTPTransport().send(HTTPRequest(.get, url)).status == 200)
      #expect(await simulation.closeListeners() == [address])
      #expect(await simulation.closeListeners().isEmpty)
      await #expect(throws: (any Error).self) { try await HTTPTransport().send(HTTPRequest(.get, url)) }
    }
  }
}
