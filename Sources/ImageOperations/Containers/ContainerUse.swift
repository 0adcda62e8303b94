import ContainerStore
import ImageSpec
import Worlds

/// Which containers need which images.
struct ContainerUse {
  private let containers: [Container]

  init(in world: World) async throws { containers = try await world.containers.list() }

  /// The id of a container over an image, the oldest if there are several.
  func container(using image: LocalImage) -> String? {
    containers.last { $0.imageID == image.id || $0.manifest.digest == image.manifest.digest }?.id.short
  }
}
