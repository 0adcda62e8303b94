import ContainerStore
import ImageSpec
import LayoutStore
import RegistryClient
import Worlds

/// The names that a world knows by itself, for completion: read fast, without locks, and never from the network.
///
/// What can't be read is not offered: whoever runs the command then hears why.
public enum KnownNames {
  /// A container that can be named.
  public struct Container: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// The image as it was named when the container was made.
    public let image: String
  }

  /// The names with tags of the store's images, sorted.
  public static func references(in world: World) async -> [ImageReference] {
    let index = try? await world.store.index()
    return (index?.references ?? []).map(\.reference).filter { $0.digest == nil }.sorted()
  }

  /// The containers, by name.
  public static func containers(in world: World) async -> [Container] {
    let containers = (try? await world.containers.list()) ?? []
    return containers.map { Container(name: $0.name.description, image: $0.image) }.sorted { $0.name < $1.name }
  }

  /// The registries that images came from or that a credential is kept for, sorted; Docker Hub always.
  public static func registries(in world: World) async -> [RegistryHost] {
    let hosts = await references(in: world).map(\.host)
    let known = ((try? await world.credentials.list()) ?? []).map(\.host)
    return Set(hosts + known + [.dockerHub]).sorted()
  }
}
