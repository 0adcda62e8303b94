import ContainerStore
import ContentStore
import ImageSpec
import LayoutStore
import Worlds

/// Which containers need which images.
struct ContainerUse {
  private let containers: [Container]
  /// The diffIDs of the images that containers stand on.
  let bases: [[Digest]]

  init(in world: World, without gone: Set<ContainerID> = []) async throws {
    containers = try await world.containers.list().filter { !gone.contains($0.id) }
    var bases: [Digest: [Digest]] = [:]
    for container in containers where bases[container.manifest.digest] == nil {
      guard let manifest: Document<Manifest> = try? await world.store.document(of: container.manifest),
        let configuration: Document<ImageConfiguration> = try? await world.store.document(
          of: manifest.body.configuration)
      else { continue }
      bases[container.manifest.digest] = configuration.body.diffIDs
    }
    self.bases = Array(bases.values)
  }

  /// The containers over an image, the oldest first.
  func containers(using image: LocalImage) -> [Container] {
    containers.filter { $0.imageID == image.id || $0.manifest.digest == image.manifest.digest }.reversed()
  }
}
