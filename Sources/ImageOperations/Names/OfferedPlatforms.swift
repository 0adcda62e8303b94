import ImageSpec
import LayoutStore
import Worlds

/// The platforms that a local image is for.
public enum OfferedPlatforms {
  /// A platform, and whether its image is in the store.
  public struct Offer: Hashable, Sendable {
    /// The platform.
    public let platform: Platform
    /// Whether its manifest is here.
    public let isHere: Bool
  }

  /// What an index offers, each platform once in the index's order, or what a single manifest is for. Blocks for
  /// milliseconds.
  ///
  /// - Parameters:
  ///   - root: the digest of the document that the image's name means.
  ///   - world: whose store is read.
  /// - Returns: the platforms; none where the document can't be read.
  public static func list(of root: Digest, in world: World) -> [Offer] {
    guard let json = world.store.json(of: root) else { return [] }
    guard let index = try? Index(decoding: JSONCursor(root: json)) else {
      guard let manifest = try? Manifest(decoding: JSONCursor(root: json)), manifest.isImage,
        let text = world.store.json(of: manifest.configuration.digest),
        let configuration = try? ImageConfiguration(decoding: JSONCursor(root: text))
      else { return [] }
      return [Offer(platform: configuration.platform, isHere: true)]
    }
    var offers: [Offer] = []
    for entry in index.images {
      guard let platform = entry.platform, !offers.contains(where: { $0.platform == platform }) else { continue }
      offers.append(Offer(platform: platform, isHere: world.store.json(of: entry.digest) != nil))
    }
    return offers
  }
}
