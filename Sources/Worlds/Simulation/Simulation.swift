import ByteStreams
import HTTPTransport
import ImageSpec
import RegistryClient
import RegistrySimulator

/// The outside of a simulated world: a registry for each host of the fixture, and one for all other hosts, each on a
/// loopback socket of its own.
public final class Simulation: Sendable {
  /// What the world was made of.
  public let fixture: Fixture
  /// The fixture's images.
  public let contents: FixtureContents
  let scratch: ScratchSpace
  let credentials: MemoryCredentials
  let clock: SimulatedClock
  private let registries: [RegistryHost: EmbeddedRegistry]
  private let others: EmbeddedRegistry
  private let doors = Locked<[(address: String, listener: RegistryListener)]>([])

  /// Opens the registries.
  ///
  /// - Throws: `ListenerError`.
  init(_ contents: FixtureContents, fixture: Fixture, scratch: ScratchSpace, clock: SimulatedClock) async throws {
    self.fixture = fixture
    self.contents = contents
    self.scratch = scratch
    self.clock = clock
    credentials = MemoryCredentials()
    // A sequence of their own: requests come in any order, and must not disturb the world's.
    let random = RandomSource(seed: ~fixture.seed)
    var registries: [RegistryHost: EmbeddedRegistry] = [:]
    do {
      for registry in fixture.registries {
        registries[registry.host] = try await EmbeddedRegistry(
          try await RegistrySimulator(
            storage: FixtureStorage(contents, repositories: registry.repositories),
            configuration: fixture.configuration(of: registry, isHub: registry.host == .dockerHub),
            clock: { clock.now() }, random: { random.bytes($0) }))
      }
      others = try await EmbeddedRegistry(
        try await RegistrySimulator(
          storage: FixtureStorage(contents, repositories: [], hasForeignLayers: true),
          configuration: RegistryConfiguration(weather: Weather(fixture.weather, seed: fixture.seed)),
          clock: { clock.now() }, random: { random.bytes($0) }))
    } catch {
      for registry in registries.values { await registry.listener.stop() }
      throw error
    }
    self.registries = registries
  }

  /// The first account, for who must log in.
  public var account: Credential? { fixture.accounts.first?.credential }

  /// The registry of a host; hosts that the fixture does not have share one.
  public func registry(_ host: RegistryHost) -> RegistrySimulator { (registries[host] ?? others).simulator }

  /// The registry of a host, or all of this world's with what they stand for; the one that many hosts share is named by
  /// the host of foreign layers.
  func registries(_ host: RegistryHost?) -> [(RegistryHost, RegistrySimulator)] {
    if let host { return [(host, registry(host))] }
    return registries.map { ($0.key, $0.value.simulator) } + [(fixture.foreignHost, others.simulator)]
  }

  /// The repository of a reference in its registry, past all rights.
  public func repository(of reference: ImageReference) throws -> RepositoryView {
    let name = try RepositoryName(parsing: prefix(of: reference.host) + reference.repository.description)
    return registry(reference.host).repository(name)
  }

  /// Where a host is reached in this world: never outside of it.
  public func route(to host: RegistryHost) throws -> RoutingTable.Route {
    let address = (registries[host] ?? others).address
    return RoutingTable.Route(try RegistryEndpoint(try HTTPURL(address)), prefix: prefix(of: host))
  }

  /// The address in place of a foreign layer's URL: hosts of this world are all in here.
  public func reroute(_ url: HTTPURL) -> HTTPURL { (try? HTTPURL(others.address + url.path)) ?? url }

  /// What keeps the repositories of hosts apart that share a registry.
  private func prefix(of host: RegistryHost) -> String {
    if registries[host] != nil { return "" }
    var component = ""
    for byte in host.description.lowercased().utf8 {
      let isPlain = byte.isDigit || byte.isLowerLetter || byte == UInt8(ascii: ".")
      if isPlain { component.unicodeScalars.append(Unicode.Scalar(byte)) } else { component += "-" }
    }
    // A bracket or a label's edge gives separators that a name can't begin or end with.
    let isName = (try? RepositoryName(parsing: component)) != nil
    return isName ? component + "/" : "host-\(component.filter { $0.isLetter || $0.isNumber })/"
  }

  // MARK: Doors for other programs

  /// Opens one more listener on the registry that stands for Docker Hub, else on the fixture's first, for other programs
  /// of this machine. Changes no route.
  ///
  /// - Parameters:
  ///   - host: the address to listen on.
  ///   - port: the port; 0 takes a free one.
  /// - Returns: its address, `http://HOST:PORT`.
  /// - Throws: `ListenerError`.
  public func openListener(host: String = "127.0.0.1", port: Int = 0) async throws -> String {
    let listener = RegistryListener(servedRegistry, configuration: ListenerConfiguration(host: host, port: port))
    let address = "http://\(host.contains(":") ? "[\(host)]" : host):\(try await listener.start())"
    doors.withLock { $0.append((address, listener)) }
    return address
  }

  /// The addresses opened for other programs, oldest first.
  public var listeners: [String] { doors.withLock { $0.map(\.address) } }

  /// Closes listeners opened for other programs: one, or all.
  ///
  /// - Returns: the addresses that were closed; none when there is no such listener.
  @discardableResult
  public func closeListeners(_ address: String? = nil) async -> [String] {
    let closing = doors.withLock { doors -> [(address: String, listener: RegistryListener)] in
      let closing = doors.filter { address == nil || $0.address == address }
      doors.removeAll { address == nil || $0.address == address }
      return closing
    }
    for door in closing { await door.listener.stop() }
    return closing.map(\.address)
  }

  /// The registry that stands for Docker Hub, else the fixture's first.
  var servedRegistry: RegistrySimulator {
    (registries[.dockerHub] ?? fixture.registries.first.flatMap { registries[$0.host] } ?? others).simulator
  }

  // MARK: State

  /// The registries' states, by host.
  func snapshot() -> (registries: [RegistryHost: RegistrySnapshot], others: RegistrySnapshot) {
    (registries.mapValues { $0.simulator.snapshot() }, others.simulator.snapshot())
  }

  /// Takes all registries back to a state. Idempotent.
  func restore(_ state: (registries: [RegistryHost: RegistrySnapshot], others: RegistrySnapshot)) async throws {
    for (host, snapshot) in state.registries { try await registries[host]?.simulator.restore(snapshot) }
    try await others.simulator.restore(state.others)
  }

  /// Closes all sockets and removes the scratch folder. Idempotent.
  func close() async {
    await closeListeners()
    await withTaskGroup(of: Void.self) { group in
      for registry in registries.values + [others] { group.addTask { await registry.listener.stop() } }
    }
    let scratch = self.scratch
    try? await BlockingThreads.run { scratch.remove() }
  }
}

/// A registry with its listener.
private struct EmbeddedRegistry: Sendable {
  let simulator: RegistrySimulator
  let listener: RegistryListener
  let address: String

  init(_ simulator: RegistrySimulator) async throws {
    self.simulator = simulator
    var configuration = ListenerConfiguration()
    // Nobody but this world waits for an answer.
    configuration.stopTimeout = .seconds(1)
    listener = RegistryListener(simulator, configuration: configuration)
    address = "http://127.0.0.1:\(try await listener.start())"
  }
}
