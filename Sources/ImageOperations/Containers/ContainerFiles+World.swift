import ContainerStore
import ContentStore
import ImageSpec
import LayoutStore
import Worlds

extension World {
  /// A container's files: its changes over those layers of its image that are in the store. A foreign layer's files are
  /// not seen.
  func files(of container: Container) async throws -> ContainerFiles {
    let layers = try await layers(of: container)?.present ?? []
    return containers.files(of: container, layers: layers, fetcher: store)
  }

  /// The layers of a container's image; nil where its manifest is gone.
  func layers(of container: Container) async throws -> LayerStack? {
    guard let manifest: Document<Manifest> = try? await store.document(of: container.manifest) else { return nil }
    return try await LayerStack(of: manifest.body, in: store)
  }
}

/// An image's layers, and which of them are here.
public struct LayerStack: Sendable {
  /// All layers, the lowest first.
  public let descriptors: [Descriptor]
  /// The positions in ``descriptors`` of the layers that are here.
  public let positions: [Int]
  /// The layers that are here, with their tables of contents.
  let present: [BaseLayer]

  /// Those whose files nobody can see here.
  public var absent: [(position: Int, descriptor: Descriptor)] {
    descriptors.enumerated().filter { !positions.contains($0.offset) }.map { ($0.offset, $0.element) }
  }

  init(of manifest: Manifest, in store: LayoutStore) async throws {
    var positions: [Int] = []
    var present: [BaseLayer] = []
    for (position, layer) in manifest.layers.enumerated() where try await store.contains(layer) {
      positions.append(position)
      present.append(BaseLayer(descriptor: layer, index: try await store.fileIndex(of: layer)))
    }
    descriptors = manifest.layers
    self.positions = positions
    self.present = present
  }
}
