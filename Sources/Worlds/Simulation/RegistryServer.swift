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

  /// Starts a registry.
  ///
  /// - Parameters:
  ///   - host: the address to listen on.
  ///   - port: the port; 0 takes a free one.
  ///   - fixture: whose repositories of `docker.io` it has, else those of the fixture's first registry; their search
  ///     entries and foreign layers too.
  ///   - storage: the folder that keeps what is pushed; nil keeps it in memory. Made if it is absent.
  ///   - users: the accounts, which may push everywhere; none means the fixture's, and without those everybody may do
  ///     everything.
  ///   - extras: what it does beyond the standard.
  ///   - weather: what goes wrong, behind what the fixture says.
  ///   - seed: decides the weather's chances; nil takes the fixture's.
  ///   - control: who may change the weather while it serves.
  ///   - clock: the time, for tokens and uploads that expire.
  ///   - random: the randomness for tokens and names of uploads.
  /// - Returns: the registry, which serves until ``stop()``.
  /// - Throws: `ListenerError`, and what the storage throws when it can't be read.
  public static func start(
    host: String = "127.0.0.1", port: Int = 0, fixture: Fixture? = nil, storage: String? = nil,
    users: [(name: String, password: String)] = [], extras: Set<RegistryExtra> = [], weather: [WeatherRule] = [],
    seed: UInt64? = nil, control: RegistryControl = .off, clock: any WorldClock = SystemClock(),
    random: RandomSource = RandomSource()
  ) async throws -> RegistryServer {
    let served = fixture.flatMap { fixture in fixture.registry(.dockerHub) ?? fixture.registries.first }
    let contents = try await BlockingThreads.run { try fixture.map { try FixtureContents($0) } }
    let accounts = users.map { RegistryUser(name: $0.name, password: $0.password, isAdministrator: true) }
    let policy =
      accounts.isEmpty
      ? served.flatMap { fixture?.policy(of: $0) } ?? .open : AccessPolicy(users: accounts, scheme: .basic)
    let place: any RegistryStorage =
      if let storage {
        FolderStorage(storage)
      } else if let contents {
        FixtureStorage(contents, repositories: served?.repositories ?? [], hasForeignLayers: true)
      } else {
        MemoryStorage()
      }
    // A fixture that describes no repository has no search of its own: then what is there is found.
    var configuration = RegistryConfiguration(
      policy: policy, catalogue: served.flatMap { $0.catalogue.isEmpty ? nil : $0.searchResults },
      weather: Weather(
        (fixture?.weather ?? []) + (served?.weather ?? []) + weather, seed: seed ?? fixture?.seed ?? 1),
      control: control)
    configuration.extras = extras
    let registry = try await RegistrySimulator(
      storage: place, configuration: configuration,
      clock: { clock.now() }, random: { random.bytes($0) })
    if storage != nil, let contents, let served { try await provide(served, contents, in: registry) }
    let listener = RegistryListener(registry, configuration: ListenerConfiguration(host: host, port: port))
    return RegistryServer(port: try await listener.start(), registry: registry, listener: listener)
  }

  /// Takes no more connections, lets answers under way end, and closes. Idempotent. A storage folder
  /// is free for others when nobody holds the server any more.
  public func stop() async { await listener.stop() }

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
