import ContainerStore
import ImageOperations
import ImageSpec
import LayoutStore
import RegistryClient
import Worlds

/// What can be seen in a world's stores at one moment: what contracts compare before and after a command.
struct WorldState: Sendable {
  /// What every name means, tags and repository digests.
  let names: [ImageReference: Digest]
  /// The images.
  let images: LocalImages
  /// The containers, newest first.
  let containers: [Container]
  /// Who is logged in where.
  let logins: [RegistryHost: String]

  init(of world: World) async throws {
    var names: [ImageReference: Digest] = [:]
    for (reference, descriptor) in try await world.store.references() { names[reference] = descriptor.digest }
    self.names = names
    images = try await LocalImages(in: world)
    containers = try await world.containers.list()
    var logins: [RegistryHost: String] = [:]
    for (host, username) in try await world.credentials.list() { logins[host] = username ?? "" }
    self.logins = logins
  }

  /// Whether a container has that name or id.
  func container(_ name: String) -> Container? {
    let name = name.hasPrefix("/") ? String(name.dropFirst()) : name
    return containers.first { $0.id.description == name || $0.name.description == name }
      ?? containers.first { !name.isEmpty && $0.id.description.hasPrefix(name) }
  }

  /// The facts that name what is here: every image's name, every container's name and id.
  var facts: Set<FactKey> {
    var facts = Set(names.keys.filter { $0.digest == nil }.map { FactKey.image($0) })
    for container in containers {
      facts.insert(.container(container.name.description))
      facts.insert(.container(container.id.description))
      facts.insert(.container(container.id.short))
    }
    return facts
  }
}
