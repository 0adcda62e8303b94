import ImageSpec
import RegistryClient
import RegistrySimulator

/// The world that a documentation page starts in: registries with what they hold, accounts, what is local already, the
/// files of the working folder, the platform and the clock.
///
/// It exists only valid: every name in it means something. It is written in YAML, see ``init(parsing:name:)``.
public struct Fixture: Hashable, Sendable {
  /// The name that it is found by.
  public let name: String
  /// What it is, for people.
  public let title: String
  /// The platform of the world; its `os` also decides how layers are laid out.
  public let platform: Platform
  /// The moment at which the world's clock starts.
  public let clock: Timestamp
  /// What decides the world's randomness.
  public let seed: UInt64
  /// The host in the URLs of foreign layers; no registry.
  public let foreignHost: RegistryHost
  /// Who has an account, at every registry of the world.
  public let accounts: [FixtureAccount]
  /// The images by their names in the fixture.
  public let images: [String: FixtureImage]
  /// The indexes by their names in the fixture: the names of their images, in order.
  public let indexes: [String: [String]]
  /// The registries, in the file's order.
  public let registries: [FixtureRegistry]
  /// What goes wrong at every registry and at the host of foreign layers; each counts for itself.
  public let weather: [WeatherRule]
  /// The images that are in the store from the beginning.
  public let givenImages: [GivenImage]
  /// The containers that are there from the beginning.
  public let givenContainers: [GivenContainer]
  /// The files of the working folder, sorted by path.
  public let files: [FixtureFile]

  init(
    name: String, title: String, platform: Platform, clock: Timestamp, seed: UInt64, foreignHost: RegistryHost,
    accounts: [FixtureAccount], images: [String: FixtureImage], indexes: [String: [String]],
    registries: [FixtureRegistry], weather: [WeatherRule],
    givenImages: [GivenImage], givenContainers: [GivenContainer], files: [FixtureFile]
  ) {
    self.name = name
    self.title = title
    self.platform = platform
    self.clock = clock
    self.seed = seed
    self.foreignHost = foreignHost
    self.accounts = accounts
    self.images = images
    self.indexes = indexes
    self.registries = registries
    self.weather = weather
    self.givenImages = givenImages
    self.givenContainers = givenContainers
    self.files = files
  }

  /// The registry of a host, if the fixture has it.
  public func registry(_ host: RegistryHost) -> FixtureRegistry? { registries.first { $0.host == host } }
}

/// An account at a fixture's registries.
public struct FixtureAccount: Hashable, Sendable {
  /// The name and the password; not secret to who has the fixture, but shown as little as any other.
  public let credential: Credential
  /// Whether it may do everything everywhere.
  public let isAdministrator: Bool
  /// Whether it may only pull, even below its own name.
  public let isReader: Bool
  /// Whether it may delete where it may push.
  public let mayDelete: Bool
  /// Which private repositories it may pull besides those below its own name.
  public let pulls: [RepositoryName]
  /// Where it may push besides the repositories below its own name.
  public let pushes: [RepositoryName]
}
