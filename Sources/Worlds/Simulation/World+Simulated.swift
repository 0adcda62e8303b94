import ByteStreams
import ContainerStore
import ContentStore
import ImageSpec
import LayoutStore
import RegistryClient

extension World {
  /// Makes a fixture's world: a scratch folder with a store, containers and a working folder, embedded registries that
  /// every host leads to, a clock and randomness of its own. It touches nothing else, and ends with ``close()``.
  ///
  /// - Parameters:
  ///   - fixture: what it is made of.
  ///   - temporaryFolder: the system's folder for temporary files, where the scratch folder is made.
  /// - Returns: the world, which ends with ``close()``.
  /// - Throws: `ListenerError`, `SystemError` and what the stores throw; nothing is left behind then.
  public static func simulated(fixture: Fixture, temporaryFolder: String) async throws -> World {
    let (contents, scratch) = try await BlockingThreads.run {
      let scratch = try ScratchSpace(in: temporaryFolder)
      for folder in ["store", "work"] { try scratch.createFolder(folder) }
      try scratch.write(fixture.files, below: "work")
      return (try FixtureContents(fixture), scratch)
    }
    let clock = SimulatedClock(startingAt: fixture.clock)
    let simulation = try await Simulation(contents, fixture: fixture, scratch: scratch, clock: clock)
    let home = "\(scratch.path)/store"
    let world = World(
      origin: .simulated(fixture: fixture.name),
      store: LayoutStore(folder: home, durability: .scratch, clock: { clock.now() }),
      containers: ContainerStore(folder: "\(home)/containers"), credentials: simulation.credentials, clock: clock,
      random: RandomSource(seed: fixture.seed), folder: WorkingFolder(path: "\(scratch.path)/work", isConfined: true),
      platform: fixture.platform, routing: RoutingTable(others: { try simulation.route(to: $0) }),
      journal: Journal(path: "\(home)/journal", durability: .scratch), simulation: simulation)
    do { try await world.provide(fixture, contents, scratch) } catch {
      await world.close()
      throw error
    }
    return world
  }

  /// Ends a simulated world: closes its registries and removes its scratch folder. Idempotent; a real world has nothing
  /// to end.
  public func close() async { await simulation?.close() }

  /// Puts into the stores what the fixture gives.
  private func provide(_ fixture: Fixture, _ contents: FixtureContents, _ scratch: ScratchSpace) async throws {
    for given in fixture.givenImages {
      guard let root = contents.roots[given.image] else { continue }
      _ = try await GraphCopy(from: contents, to: store).run(root, as: given.reference)
    }
    for given in fixture.givenContainers { try await provide(given, of: fixture, contents, scratch: scratch) }
  }
}
