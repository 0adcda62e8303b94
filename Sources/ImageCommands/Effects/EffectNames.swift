import ContainerStore
import ContentStore
import ImageOperations
import ImageSpec
import Worlds

/// What people call the things that effects name by digests and ids.
struct EffectNames {
  private var images: [Digest: Digest] = [:]
  private var containers: [String: String] = [:]

  /// No names are known: things are called by their digests and ids.
  init() {}

  /// Looks up the names of what effects speak of, and nothing where they speak of nothing that has another name.
  ///
  /// - Parameters:
  ///   - effects: what is told.
  ///   - world: where the names are.
  ///   - new: the ids of images that are in no store yet, by their roots' digests.
  /// - Throws: what reading the store or the containers throws.
  init(of effects: [Effect], in world: World, new: [Digest: Digest] = [:]) async throws {
    images = new
    let isAboutImages = effects.contains { effect in
      switch effect {
      case .reference, .imageAdded, .imageRemoved: true
      default: false
      }
    }
    if isAboutImages {
      for image in try await LocalImages(in: world).all { images[image.root.digest] = image.id }
    }
    let isAboutContainers = effects.contains { effect in
      switch effect {
      case .containerChanged, .containerRemoved, .containerPurged: true
      default: false
      }
    }
    if isAboutContainers {
      for container in try await world.containers.list() {
        containers[container.id.description] = container.name.description
      }
      for removed in try await world.containers.removed() {
        containers[removed.container.id.description] = removed.container.name.description
      }
    }
  }

  /// The id by which lists show an image, given its root; the root's own digest where the image is not here.
  func image(_ root: Descriptor) -> String { (images[root.digest] ?? root.digest).short }

  /// A container's name with its short id, as far as it is known.
  func container(_ id: String) -> String {
    let short = String(id.prefix(12))
    return containers[id].map { "\($0) (\(short))" } ?? short
  }
}
