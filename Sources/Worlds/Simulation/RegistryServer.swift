import ByteStreams
import ContentStore
import ImageSpec
import RegistrySimulator

/// A registry for other programs, on an address of its own: in memory or in a folder, empty or with a fixture's
/// repositories, open or with accounts.
public struct RegistryServer: Sendable {
  /// The port that it listens on.
  public let port: Int
  /// The registry that answers.
  public let registry: RegistrySimulator
  private let listener: RegistryListener
  private let sweeping: Task<Void, Never>

  /// Starts a registry.
  ///
  /// - Parameters:
  ///   - host: the address to listen on.
  ///   - port: the port; 0 takes a free one.
  ///   - fixture: whose repositories of `docker.io` it has, else those of the fixture's first registry; their search
  ///     entries and foreign layers too.
  ///   - storage: the folder that keeps what is pushed; nil keeps it in memory. Made if it is absent.
  ///   - users: the accounts, with Basic authentication; none means the fixture's, and without those everybody may do
  ///     everything.
  ///   - extras: what it does beyond the standard.
  ///   - weather: what goes wrong, behind what the fixture says.
  ///   - seed: decides the weather's chances; nil takes the fixture's.
  ///   - control: who may change the weather while it serves.
  ///   - clock: the time, for tokens and uploads that expire.
  ///   - random: the randomness for tokens and names of uploads.
  ///   - adjust: changes what the registry is like.
  /// - Returns: the registry, which serves until ``stop()``.
  /// - Throws: `ListenerError`, and what the storage throws when it can't be read.
  public static func start(
    host: String = "127.0.0.1", port: Int = 0, fixture: Fixture? = nil, storage: String? = nil,
    users: [RegistryUser] = [], extras: Set<RegistryExtra> = [], weather: [WeatherRule] = [], seed: UInt64? = nil,
    control: RegistryControl = .off, clock: any WorldClock = SystemClock(), random: RandomSource = RandomSource(),
    adjust: (inout RegistryConfiguration) -> Void = { _ in }
  ) async throws -> RegistryServer {
    let served = fixture.flatMap { fixture in fixture.registry(.dockerHub) ?? fixture.registries.first }
    let contents = try await BlockingThreads.run { try fixture.map { try FixtureContents($0) } }
    var configuration =
      served.flatMap { fixture?.configuration(of: $0, isHub: false) } ?? RegistryConfiguration()
    // A fixture that describes no repository has no search of its own: then what is there is found.
    if configuration.catalogue?.isEmpty == true { configuration.catalogue = nil }
    if !users.isEmpty {
      configuration.policy.users = users
      configuration.policy.scheme = .basic
    }
    configuration.weather = Weather(
      (fixture?.weather ?? []) + (served?.weather ?? []) + weather, seed: seed ?? fixture?.seed ?? 1)
    configuration.control = control
    configuration.extras = extras
    adjust(&configuration)
    let place: any RegistryStorage =
      if let storage {
        FolderStorage(storage)
      } else if let contents {
        FixtureStorage(contents, repositories: served?.repositories ?? [], hasForeignLayers: true)
      } else {
        MemoryStorage()
      }
    let registry = try await RegistrySimulator(
      storage: place, configuration: configuration, clock: { clock.now() }, random: { random.bytes($0) })
    if storage != nil, let contents, let served { try await provide(served, contents, in: registry) }
    let listener = RegistryListener(registry, configuration: ListenerConfiguration(host: host, port: port))
    let port = try await listener.start()
    return RegistryServer(port: port, registry: registry, listener: listener, sweeping: sweep(registry))
  }

  /// Sweeps now and then, until it is cancelled.
  private static func sweep(_ registry: RegistrySimulator) -> Task<Void, Never> {
    let interval = min(60, max(1, registry.configuration.limits.sweepAge))
    return Task {
      while (try? await Task.sleep(for: .seconds(interval))) != nil { await registry.sweep() }
    }
  }

  /// Takes no more connections, lets answers under way end, and closes. Idempotent. A storage folder
  /// is free for others then.
  public func stop() async {
    await listener.stop()
    sweeping.cancel()
    await sweeping.value
    await registry.close()
  }

  /// Copies a fixture's repositories into a registry that keeps them; what it has already is not copied again.
  private static func provide(
    _ served: FixtureRegistry, _ contents: FixtureContents, in registry: RegistrySimulator
  ) async throws {
    for repository in served.repositories {
      let view = registry.repository(repository.name)
      for (tag, name) in repository.tags.sorted(by: { $0.key < $1.key }) where view.descriptor(tag) == nil {
        guard let root = contents.roots[name] else { continue }
        try await view.insert(root, from: contents, as: tag)
      }
    }
    for layer in contents.foreignLayers {
      try await registry.foreignLayers.push(layer, from: contents, progress: { _ in })
    }
  }
}
