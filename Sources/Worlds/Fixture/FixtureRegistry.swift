import ImageSpec
import RegistrySimulator

/// A registry of a fixture.
public struct FixtureRegistry: Hashable, Sendable {
  /// Its host in references.
  public let host: RegistryHost
  /// How accounts log in.
  public let authentication: Authentication
  /// Whether pulling needs no account, but for private repositories.
  public let allowsAnonymousPull: Bool
  /// How often it may be asked.
  public let rateLimits: RateLimits
  /// What it takes at most.
  public let limits: RegistryLimits
  /// Its repositories, in the file's order.
  public let repositories: [FixtureRepository]
  /// What its search lists, in the search's order.
  public let catalogue: [RepositoryName]
  /// What goes wrong here, behind what goes wrong everywhere.
  public let weather: [WeatherRule]

  /// The ways to log in.
  public enum Authentication: String, Hashable, Sendable, CaseIterable {
    /// Everybody may do everything.
    case none
    /// Everybody may pull; pushing needs a name and a password with each request.
    case basic
    /// The same with tokens of the registry's token server, as Docker Hub has them.
    case token
  }

  /// The repository with a name.
  public func repository(_ name: RepositoryName) -> FixtureRepository? { repositories.first { $0.name == name } }
}

/// A repository of a fixture's registry.
public struct FixtureRepository: Hashable, Sendable {
  /// Its name within the registry.
  public let name: RepositoryName
  /// The names of the images or indexes that its tags mean.
  public let tags: [Tag: String]
  /// Whether only accounts with a right of their own may pull it.
  public let isPrivate: Bool
  /// What it is, as a search shows it.
  public let description: String
  /// How many users starred it.
  public let stars: Int64
  /// Whether the registry vouches for it.
  public let isOfficial: Bool
  /// Whether the registry built it.
  public let isAutomated: Bool
}

/// An image that is in the store from the beginning.
public struct GivenImage: Hashable, Sendable {
  /// What it is called.
  public let reference: ImageReference
  /// The name of the image or the index in the fixture.
  public let image: String
}

/// A container that is there from the beginning. Its image's content is not: only a pull brings that.
public struct GivenContainer: Hashable, Sendable {
  /// Its whole id, 64 hexadecimal digits: what the fixture says, completed by its seed.
  public let id: String
  /// Its name; nil lets the world choose.
  public let name: String?
  /// The image, which one of the fixture's registries has.
  public let image: ImageReference
  /// What it starts; nil takes the image's.
  public let command: [String]?
  /// When it was made; nil is the moment at which the world begins.
  public let created: Timestamp?
  /// The files that it changed, sorted by path.
  public let changes: [FixtureFile]
}
