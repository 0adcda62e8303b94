import Archive
import ImageSpec
import LayoutStore

/// The sizes of the files in an image's layers, in bytes, lowest first.
///
/// A layer whose bytes are not here, as a foreign one, counts as its descriptor says.
public struct ImageSize: Sendable {
  /// One size a layer.
  public let layers: [Int64]

  /// The size of all layers.
  public var total: Int64 { layers.reduce(0, +) }

  /// Asks the store, which remembers the sizes from when the layers arrived.
  public init(of image: LocalImage, in store: LayoutStore) async throws {
    var known: [Digest: Int64] = [:]
    try await self.init(of: image, in: store, known: &known)
  }

  /// Asks the store about the layers whose sizes are not known yet, and notes them: many images share layers.
  init(of image: LocalImage, in store: LayoutStore, known: inout [Digest: Int64]) async throws {
    var sizes: [Int64] = []
    for layer in image.manifest.body.layers {
      if known[layer.digest] == nil {
        known[layer.digest] = (try? await store.layerFacts(of: layer).contentSize) ?? layer.size
      }
      sizes.append(known[layer.digest] ?? layer.size)
    }
    layers = sizes
  }
}
