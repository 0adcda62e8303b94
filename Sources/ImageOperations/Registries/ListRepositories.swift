import ContentStore
import ImageSpec
import RegistryClient
import Worlds

/// `registry ls`: the repositories of a registry, as far as it lists them.
public struct ListRepositories: Verb {
  public static let name = "registry ls"

  /// The registry.
  public let host: RegistryHost
  /// How many repositories are listed at most.
  public let limit: Int

  /// How many are listed when nobody says how many: more than a registry should have.
  public static let defaultLimit = 1_000_000

  /// Asks for a list.
  public init(_ host: RegistryHost, limit: Int = ListRepositories.defaultLimit) {
    self.host = host
    self.limit = limit
  }

  public var story: Story { Story() }

  /// What was found.
  public struct Result: VerbOutcome {
    /// The repositories in the registry's order, with the host, without tags.
    public let repositories: [ImageReference]
    public var effects: [Effect] { [] }
  }

  /// The registry does not list its repositories.
  public struct NotListed: Error {
    /// The registry.
    public let host: RegistryHost
    /// What it said.
    public let error: RegistryError
  }

  public func plan(in world: World) async throws -> NothingPlanned { NothingPlanned() }

  public func apply(_ plan: NothingPlanned, in world: World, progress: any ProgressSink) async throws -> Result {
    let prefix = try world.routing.route(to: host).prefix
    var repositories: [ImageReference] = []
    do {
      try await world.registry(host).catalogPages { page in
        for name in page where name.description.hasPrefix(prefix) {
          guard let own = try? RepositoryName(parsing: name.description.dropFirst(prefix.count)) else { continue }
          repositories.append(ImageReference(host: host, repository: own))
        }
        return repositories.count < limit
      }
    } catch let error as RegistryError where host == .dockerHub || [404, 405, 501].contains(error.status) {
      throw NotListed(host: host, error: error)
    }
    let names = repositories.prefix(limit).map(\.repository)
    await world.note(host) { [limit] in $0.see(catalogue: names, areAll: names.count < limit, at: $1) }
    return Result(repositories: Array(repositories.prefix(limit)))
  }
}
