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
  /// What is set for this run.
  public let settings: RunSettings
  /// Where settings are kept for later runs; nil where nothing is, as in a simulated world.
  public let settingsFile: SettingsFile?
  /// Where registries are.
  public let routing: RoutingTable
  /// What changed the store, verb by verb.
  public let journal: Journal
  /// The embedded registries of a simulated world.
  public let simulation: Simulation?

  let ownPlatform: Platform
  let preferredPlatform: Platform?
  let transport: HTTPTransport
  let tokens: TokenCache
  let quotas: RegistryQuotas
  let uploads: UploadRecords?
  let retry: RetryPolicy
  let notify: @Sendable (RegistryNotice) -> Void
  let seenRegistries: SeenRegistries

  /// Composes a world.
  ///
  /// `platform` is taken from an index when nobody asks for another and none is set; `preferredPlatform` is what the
  /// environment asks for, whatever is set. `uploads` remembers uploads that were cut, for a later run. `retry` says how
  /// failures of registries that may pass are met. `seen` remembers names of registries, for completion.
  public init(
    origin: Origin, store: LayoutStore, containers: ContainerStore, credentials: any CredentialStore,
    clock: any WorldClock = SystemClock(), random: RandomSource = RandomSource(), folder: WorkingFolder,
    platform: Platform, preferredPlatform: Platform? = nil, settings: RunSettings = RunSettings(),
    settingsFile: SettingsFile? = nil, routing: RoutingTable = RoutingTable(), journal: Journal,
    simulation: Simulation? = nil,
    transport: HTTPTransport = HTTPTransport(), uploads: UploadRecords? = nil, retry: RetryPolicy = RetryPolicy(),
    seen: SeenRegistries = SeenRegistries()
  ) {
    self.origin = origin
    self.store = store
    self.containers = containers
    self.credentials = credentials
    self.clock = clock
    self.random = random
    self.folder = folder
    ownPlatform = platform
    self.preferredPlatform = preferredPlatform
    self.settings = settings
    self.settingsFile = settingsFile
    self.routing = routing
    self.journal = journal
    self.simulation = simulation
    self.transport = transport
    self.uploads = uploads
    self.retry = retry
    seenRegistries = seen
    tokens = TokenCache()
    quotas = RegistryQuotas()
    notify = { _ in }
  }

  /// The same world seen otherwise: everything that it is made of is shared.
  init(
    _ other: World, store: LayoutStore? = nil, settings: RunSettings? = nil, routing: RoutingTable? = nil,
    credentials: (any CredentialStore)? = nil, retry: RetryPolicy? = nil,
    notify: (@Sendable (RegistryNotice) -> Void)? = nil
  ) {
    origin = other.origin
    self.store = store ?? other.store
    containers = other.containers
    self.credentials = credentials ?? other.credentials
    clock = other.clock
    random = other.random
    folder = other.folder
    ownPlatform = other.ownPlatform
    preferredPlatform = other.preferredPlatform
    self.settings = settings ?? other.settings
    settingsFile = other.settingsFile
    self.routing = routing ?? other.routing
    journal = other.journal
    simulation = other.simulation
    transport = other.transport
    uploads = other.uploads
    self.retry = retry ?? other.retry
    seenRegistries = other.seenRegistries
    tokens = other.tokens
    quotas = other.quotas
    self.notify = notify ?? other.notify
  }

  /// The platform that is taken from an index when a command does not ask for one: the environment's, else the one that
  /// is set, else the world's own.
  public var platform: Platform { preferredPlatform ?? settings.current.platform ?? ownPlatform }

  /// Whether the environment decides over the platform, whatever is set.
  public var isPlatformFixed: Bool { preferredPlatform != nil }

  /// This world with the settings as they are now, whatever is set later: for what goes on beside a session.
  public func keepingSettings() -> World { World(self, settings: RunSettings(settings.current)) }

  /// This world for a command that wants registries to be reached in its own way.
  public func reached(by options: ConnectionOptions) -> World {
    World(self, routing: routing.reached(by: options))
  }

  /// This world for a command that wants to hear of waits and of mirrors that fail. `notice` is called on any thread.
  public func telling(_ notice: @escaping @Sendable (RegistryNotice) -> Void) -> World {
    World(self, notify: notice)
  }

  /// This world as one run of a verb has it: each change of the index is noted in the journal as the run's before the
  /// index is replaced.
  public func recording(_ run: JournalRun) -> World {
    World(self, store: store.recording { before, after in try run.note(LayoutIndex.effects(from: before, to: after)) })
  }
}
