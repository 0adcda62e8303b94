import ContentStore
import ImageSpec
import LayoutStore
import Worlds

/// What of an image is pushed: the index where all of it is here, else one manifest.
struct PushChoice {
  /// A layer's blob, and what it is uncompressed; the blob again where nothing says so.
  typealias Layer = (blob: Digest, diffID: Digest)

  /// What the registry's name will mean.
  let root: Descriptor
  /// The manifests that are sent.
  let manifests: [Document<Manifest>]
  /// The platforms of the index that stay behind though nobody said so.
  let absentPlatforms: [Platform]

  /// Chooses: the manifest of a platform where one is wanted alone; `sendsForeign` says whether the bytes of foreign
  /// layers are needed too.
  ///
  /// - Throws: ``Push/PlatformAbsent``.
  init(of image: LocalImage, _ platform: Platform?, sendsForeign: Bool, in world: World) async throws {
    if let platform {
      let chosen = try await Self.manifest(of: image, for: platform, in: world)
      (root, manifests, absentPlatforms) = (chosen.descriptor, [chosen], [])
      return
    }
    let absent = try await Self.absentEntries(of: image.root, sendsForeign, in: world)
    absentPlatforms = absent.compactMap(\.platform)
    guard image.root.mediaType.isIndex, absent.isEmpty else {
      (root, manifests) = (image.manifest.descriptor, [image.manifest])
      return
    }
    root = image.root
    var manifests: [Document<Manifest>] = []
    for entry in try await world.store.document(of: image.root, as: Index.self).body.manifests
    where entry.mediaType.isManifest { manifests.append(try await world.store.document(of: entry)) }
    self.manifests = manifests
  }

  /// Every layer that is sent or found there, manifest by manifest, the lowest first.
  func layers(in world: World) async throws -> [Layer] {
    var layers: [Layer] = []
    for manifest in manifests {
      let configuration: Document<ImageConfiguration>? =
        manifest.body.isImage ? try? await world.store.document(of: manifest.body.configuration) : nil
      let diffIDs = configuration?.body.diffIDs ?? []
      for (index, layer) in manifest.body.layers.enumerated() {
        layers.append((layer.digest, index < diffIDs.count ? diffIDs[index] : layer.digest))
      }
    }
    return layers
  }

  /// The manifest of an image's index for a platform, where it is here.
  private static func manifest(
    of image: LocalImage, for platform: Platform, in world: World
  ) async throws -> Document<Manifest> {
    guard image.root.mediaType.isIndex else {
      if let own = image.configuration?.body.platform, own.satisfies(platform) { return image.manifest }
      throw Push.PlatformAbsent(wanted: platform, here: [image.configuration?.body.platform].compactMap { $0 })
    }
    let index: Document<Index> = try await world.store.document(of: image.root)
    for entry in PlatformSelection(wanted: platform).matches(in: index.body)
    where try await world.store.contains(entry) {
      return try await world.store.document(of: entry)
    }
    var here: [Platform] = []
    for entry in index.body.images where try await world.store.contains(entry) {
      here += [entry.platform].compactMap { $0 }
    }
    throw Push.PlatformAbsent(wanted: platform, here: here)
  }

  /// The entries of an index that are not here whole, except what registries need not hold; none for a manifest.
  private static func absentEntries(
    of root: Descriptor, _ sendsForeign: Bool, in world: World
  ) async throws -> [Descriptor] {
    guard root.mediaType.isIndex else { return [] }
    var absent: [Descriptor] = []
    for entry in try await world.store.document(of: root, as: Index.self).body.manifests
    where try await !isWhole(entry, sendsForeign, in: world) { absent.append(entry) }
    return absent
  }

  private static func isWhole(_ entry: Descriptor, _ sendsForeign: Bool, in world: World) async throws -> Bool {
    guard try await world.store.contains(entry) else { return false }
    guard entry.mediaType.isManifest else { return true }
    let manifest = try await world.store.document(of: entry, as: Manifest.self).body
    for blob in manifest.layers + [manifest.configuration] where sendsForeign || !blob.mediaType.isNonDistributable {
      guard try await world.store.contains(blob) else { return false }
    }
    return true
  }
}
