import ContainerStore
import ContentStore
import ImageSpec
import LayoutStore
import Worlds

extension World {
  /// A container's files: its changes over those layers of its image that are in the store. A foreign layer's files are
  /// not seen.
  func files(of container: Container) async throws -> ContainerFiles {
    var layers: [BaseLayer] = []
    if let manifest: Document<Manifest> = try? await store.document(of: container.manifest) {
      for layer in manifest.body.layers where try await store.contains(layer) {
        layers.append(BaseLayer(descriptor: layer, index: try await store.fileIndex(of: layer)))
      }
    }
    return containers.files(of: container, layers: layers, fetcher: store)
  }
}
