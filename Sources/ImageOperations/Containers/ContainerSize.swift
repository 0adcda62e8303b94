import ContainerStore
import ImageSpec
import LayoutStore
import Worlds

/// How big a container is, in bytes.
public struct ContainerSize: Hashable, Sendable {
  /// What was changed or added in it.
  public let changed: Int64
  /// That and its image.
  public let whole: Int64

  /// Finds a container's sizes out. An image that is not here any more counts nothing.
  public init(of container: Container, images: LocalImages, in world: World) async throws {
    changed = try await world.files(of: container).changedBytes()
    let image = images.all.first { $0.manifest.digest == container.manifest.digest || $0.id == container.imageID }
    let base = if let image { try await ImageSize(of: image, in: world.store).total } else { Int64(0) }
    whole = base + changed
  }
}
