import Archive
import ContentStore
import ImageSpec
import LayoutStore

/// Checks that the layers in a store are those that a configuration speaks of: each uncompressed layer has its diffID.
struct LayerVerification {
  let manifest: Manifest
  let configuration: ImageConfiguration

  /// Checks every layer whose bytes are there; the facts were computed while the layer arrived.
  ///
  /// - Throws: ``ImageFormatError``.
  func run(in store: LayoutStore) async throws {
    guard manifest.layers.count == configuration.diffIDs.count else {
      throw ImageFormatError.layerCount(manifest: manifest.layers.count, configuration: configuration.diffIDs.count)
    }
    for (layer, diffID) in zip(manifest.layers, configuration.diffIDs) where try await store.contains(layer) {
      let found = try await store.layerFacts(of: layer).diffID
      guard found == diffID else {
        throw ImageFormatError.diffIDMismatch(layer: layer.digest, expected: diffID, found: found)
      }
    }
  }
}

/// Why content that has the right digest is still no image that we take.
public enum ImageFormatError: Error, Hashable {
  /// The registry has it as docker's schema 1 only.
  case schema1(ImageReference)
  /// The manifest and the configuration disagree on the number of layers.
  case layerCount(manifest: Int, configuration: Int)
  /// An uncompressed layer is not what the configuration says.
  case diffIDMismatch(layer: Digest, expected: Digest, found: Digest)
  /// The image is an artifact without a file system.
  case notAnImage(ImageName)
  /// A layer's bytes are not here, as those of a foreign layer.
  case layerAbsent(Descriptor)
}
