import ContainerStore
import ContentStore
import HTTPTransport
import ImageSpec
import LayoutStore
import RegistryClient

/// Everything that a verb works in: a store, containers, credentials, a clock, randomness, a working folder, and the
/// routes to registries.
///
/// Each run has exactly one world. The real one is the user's own; a simulated one comes from a fixture, lives in a
/// scratch folder, and never touches the real one.
public final class World: Sendable {
  /// Which world it is.
  public enum Origin: Sendable, Hashable {
    /// The user's store, and registries as they are.
    case real
    /// A fixture's world.
    case simulated(fixture: String)
  }

  /// Which world it is.
  public let origin: Origin
  /// The images.
  public let store: LayoutStore
  /// The containers.
  public let containers: ContainerStore
  /// The credentials for registries.
  public let credentials: any CredentialStore
  /// The time.
  public let clock: any WorldClock
  /// The randomness.
  public let random: RandomSource
  /// Where relative paths start from.
  public let folder: WorkingFolder
  /// The platform that is taken from an index when nobody asks for another.
  public let platform: Platform
  /// Where registries are.
  public let routing: RoutingTable
  /// What changed the store, verb by verb.
  public let journal: Journal
  /// The embedded registries of a simulated world.
  public let simulation: Simulation?

  private let transport: HTTPTransport
  private let tokens = TokenCache()

  /// Composes a world.
  public init(
    origin: Origin, store: LayoutStore, containers: ContainerStore, credentials: any CredentialStore,
    clock: any WorldClock = SystemClock(), random: RandomSource = RandomSource(), folder: WorkingFolder,
    platform: Platform, routing: RoutingTable = RoutingTable(), journal: Journal, simulation: Simulation? = nil,
    transport: HTTPTransport = HTTPTransport()
  ) {
    self.origin = origin
    self.store = store
    self.containers = containers
    self.credentials = credentials
    self.clock = clock
    self.random = random
    self.folder = folder
    self.platform = platform
    self.routing = routing
    self.journal = journal
    self.simulation = simulation
    self.transport = transport
  }

  /// A registry, by the host in front of references; `retrying` is told of each wait before a request is made again.
  public func registry(
    _ host: RegistryHost, retrying: @escaping @Sendable (Digest?, Duration) -> Void = { _, _ in }
  ) throws -> RemoteRegistry {
    var retry = RetryPolicy()
    retry.notify = retrying
    let route = try routing.route(to: host)
    if let attempts = route.attempts { retry.attempts = attempts }
    return RemoteRegistry(
      host, at: route.endpoint, transport: transport, credentials: credentials, fallback: route.fallback,
      tokens: tokens, retry: retry)
  }

  /// The repository that a reference belongs to, in its registry; `progress` is told of each wait before a request is
  /// made again.
  public func repository(
    for reference: ImageReference, progress: any ProgressSink = NoProgress()
  ) throws -> RemoteRepository {
    let registry = try registry(reference.host) { digest, delay in
      guard let digest else { return }
      let seconds = Int(max(1, delay.components.seconds))
      progress.report(ProgressEvent(digest: digest, phase: .retrying(seconds: seconds), total: 0))
    }
    let prefix = try routing.route(to: reference.host).prefix
    return registry.repository(try RepositoryName(parsing: prefix + reference.repository.description))
  }
}
