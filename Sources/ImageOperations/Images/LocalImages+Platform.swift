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
    guard found.root.mediaType.isIndex else {
      let own = found.configuration?.body.platform
      if own?.satisfies(platform) == true { return found }
      throw PlatformNotHere(name: name, wanted: platform, here: own.map { [$0] } ?? [])
    }
    let index = try await world.store.document(of: found.root, as: Index.self)
    for entry in PlatformSelection(wanted: platform).matches(in: index.body) where try await world.store.contains(entry)
    {
      let manifest = try await world.store.document(of: entry, as: Manifest.self)
      let configuration: Document<ImageConfiguration> = try await world.store.document(of: manifest.body.configuration)
      return LocalImage(
        root: found.root, manifest: manifest, configuration: configuration, references: found.references,
        repositoryDigests: found.repositoryDigests)
    }
    var here: [Platform] = []
    for entry in index.body.images where try await world.store.contains(entry) {
      entry.platform.map { here.append($0) }
    }
    throw PlatformNotHere(name: name, wanted: platform, here: here)
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
