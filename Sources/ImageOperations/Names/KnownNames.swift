import ContainerStore
import ImageSpec
import LayoutStore
import RegistryClient
import Worlds

/// The names that a world knows besides its images', for completion: read fast, without locks, without starting a
/// program, and never from the network.
///
/// What can't be read is not offered: whoever runs the command then hears why.
public enum KnownNames {
  /// A container that can be named.
  public struct Container: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// Its whole id.
    public let id: String
    /// When it was made.
    public let created: Timestamp
    /// The one state that it can be in.
    public let state: String
    /// The image as it was named when the container was made.
    public let image: String
  }

  /// A registry that is known by one of its images, by a credential, by a setting or by use.
  public struct Registry: Hashable, Sendable {
    /// Its host.
    public let host: RegistryHost
    /// Whether a credential is kept for it.
    public internal(set) var isLoggedIn = false
    /// The user whose credential is kept, where that is known.
    public internal(set) var username: String?
    /// How many repositories of it have images here.
    public internal(set) var repositoryCount = 0
    /// Whether a command had to do with it.
    public internal(set) var isUsed = false
  }

  /// The containers, by name.
  public static func containers(in world: World) async -> [Container] {
    let containers = (try? await world.containers.list()) ?? []
    return containers.map { container in
      Container(
        name: container.name.description, id: container.id.description, created: container.created,
        state: container.state, image: container.image)
    }.sorted { $0.name < $1.name }
  }

  /// The registries, sorted by their hosts; Docker Hub always.
  ///
  /// - Parameters:
  ///   - world: whose registries.
  ///   - names: the names of the world's images.
  /// - Returns: the registries.
  public static func registries(in world: World, _ names: LocalNames) async -> [Registry] {
    var found: [RegistryHost: Registry] = [.dockerHub: Registry(host: .dockerHub)]
    // Each host is read once, however many repositories it has.
    var counts: [Substring: Int] = [:]
    for repository in names.repositories { counts[Self.host(of: repository), default: 0] += 1 }
    for (text, count) in counts {
      guard let host = try? RegistryHost(parsing: text) else { continue }
      found[host, default: Registry(host: host)].repositoryCount += count
    }
    for host in world.settings.current.list.compactMap(\.host) where found[host] == nil {
      found[host] = Registry(host: host)
    }
    for host in world.seenHosts() { found[host, default: Registry(host: host)].isUsed = true }
    for (host, username) in (try? await world.credentials.registriesAtHand()) ?? [] {
      found[host, default: Registry(host: host)].isLoggedIn = true
      found[host]?.username = username
    }
    return found.values.sorted { $0.host < $1.host }
  }

  /// The host in front of a familiar name.
  private static func host(of repository: String) -> Substring {
    let first = repository.prefix { $0 != "/" }
    let isHost = first == "localhost" || first.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") }
    return isHost && first.endIndex != repository.endIndex ? first : RegistryHost.dockerHub.description[...]
  }
}
