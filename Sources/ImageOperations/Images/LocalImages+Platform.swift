import ContentStore
import ImageSpec
import LayoutStore
import Worlds

extension LocalImages {
  /// The image that a name means, for a platform: of an index the entry for it, of a single manifest that one.
  ///
  /// - Throws: ``LocalImageError``, and ``PlatformNotHere`` where the image has not that platform in the store.
  public func find(_ name: ImageName, platform: Platform?, in world: World) async throws -> LocalImage {
    let found = try find(name)
    guard let platform else { return found }
    do { return try await find(name, for: platform, in: world) } catch LocalImageError.noSuchImage {
      let here = try await platforms(of: found, in: world)
      throw PlatformNotHere(name: name, wanted: platform, here: here)
    }
  }

  /// The platforms that the store has of an image.
  private func platforms(of image: LocalImage, in world: World) async throws -> [Platform] {
    guard image.root.mediaType.isIndex else { return image.configuration.map { [$0.body.platform] } ?? [] }
    var here: [Platform] = []
    for entry in try await world.store.document(of: image.root, as: Index.self).body.images {
      if let platform = entry.platform, try await world.store.contains(entry) { here.append(platform) }
    }
    return here
  }
}

/// A local image has not the platform that was asked for.
public struct PlatformNotHere: Error, Hashable {
  /// The image as it was named.
  public let name: ImageName
  /// What was wanted.
  public let wanted: Platform
  /// The platforms that the store has of it.
  public let here: [Platform]
}
