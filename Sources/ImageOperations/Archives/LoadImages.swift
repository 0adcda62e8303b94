import ContentStore
import ImageArchives
import ImageSpec
import LayoutStore
import Worlds

/// `load`: takes the images of an archive into the store, under the names that they have there.
///
/// Names are set when everything is there and verified, all in one step: a load that is cut leaves at most content that
/// nothing names.
public struct LoadImages: Verb {
  public static let name = "load"

  /// The archive.
  public let archive: ImageArchive
  /// The only platform to take from an index; nil takes all that the archive has.
  public let platform: Platform?

  /// Asks for the images of an archive.
  public init(_ archive: ImageArchive, platform: Platform? = nil) {
    (self.archive, self.platform) = (archive, platform)
  }

  public var story: Story {
    Story(provides: archive.images.flatMap(\.names).map { .image(ImageName($0)) })
  }

  /// What will be loaded.
  public struct Planned: VerbPlan {
    let images: [PlannedImage]
    public let effects: [Effect]
    public let bytes: PlannedBytes
  }

  /// One image of the archive.
  struct PlannedImage: Sendable {
    let root: Descriptor
    let names: [ImageReference]
    let tags: [String]
    let id: Digest
    let presence: ContentPresence
    /// The image in the store that is the same one, whose content serves.
    let known: LocalImage?
    /// The ids of the images that lose a name to this one.
    let replaced: [ImageReference: Digest]
  }

  /// One image that was loaded.
  public struct LoadedImage: Sendable {
    /// Its id.
    public let id: Digest
    /// The names that it got.
    public let names: [ImageReference]
    /// What it was called in the archive without a name: tags alone.
    public let tags: [String]
    /// The images that lost a name to it, by their ids.
    public let replaced: [ImageReference: Digest]
  }

  /// What was loaded.
  public struct Result: VerbOutcome {
    /// The images, in the archive's order.
    public let images: [LoadedImage]
    public let effects: [Effect]
  }

  public func plan(in world: World) async throws -> Planned {
    guard !archive.images.isEmpty else { throw ImageArchiveError.empty }
    let local = try await LocalImages(in: world)
    var images: [PlannedImage] = []
    var effects: [Effect] = []
    var taken: [ImageReference: Digest] = [:]
    for image in archive.images {
      let planned = try await self.planned(image, local, &taken, in: world)
      images.append(planned)
      let root = planned.known?.root.bare ?? planned.root
      let before = planned.names.map { local.named($0)?.root.bare }
      for (name, before) in zip(planned.names, before) where before?.digest != root.digest {
        effects.append(.reference(name, before: before, after: root))
      }
      if planned.names.isEmpty, planned.known == nil { effects.append(.imageAdded(root)) }
    }
    let received = images.filter { $0.known == nil }.reduce(0) { $0 + $1.presence.bytes }
    return Planned(images: images, effects: effects, bytes: PlannedBytes(received: received))
  }

  private func planned(
    _ image: ArchivedImage, _ local: LocalImages, _ taken: inout [ImageReference: Digest], in world: World
  ) async throws -> PlannedImage {
    let platform = platform
    let presence = try await ContentPresence(of: image.root, in: archive, checkedBy: archive) { index in
      guard let platform else { return index.body.manifests }
      return [try PlatformSelection(wanted: platform).choose(from: index.body)]
    }
    guard let manifest = presence.manifests.first else { throw ArchivedContentMissing(root: image.root) }
    let id = manifest.body.isImage ? manifest.body.configuration.digest : manifest.digest
    if let platform, !image.root.mediaType.isIndex, manifest.body.isImage {
      let configuration: Document<ImageConfiguration> = try await archive.document(of: manifest.body.configuration)
      let own = configuration.body.platform
      guard own.satisfies(platform) else { throw NoMatchingPlatform(wanted: platform, offered: [own]) }
    }
    var replaced: [ImageReference: Digest] = [:]
    for name in image.names {
      if let old = taken[name] ?? local.named(name)?.id, old != id { replaced[name] = old }
      taken[name] = id
    }
    // A manifest that only we wrote is no truth to be kept beside the one that the image came with.
    var known = image.isAuthored ? local.with(id: id).first : nil
    if let image = known, try await !isWhole(image, in: world) { known = nil }
    return PlannedImage(
      root: image.root, names: image.names, tags: image.tags, id: id, presence: presence, known: known,
      replaced: replaced)
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    try await world.store.withLease {
      for image in plan.images {
        guard image.known == nil else { continue }
        var copy = GraphCopy(from: archive, to: world.store, progress: progress)
        image.presence.prepare(&copy)
        _ = try await copy.run(image.root, as: nil)
        try await image.presence.verifyLayers(in: world.store)
      }
      let images = plan.images
      let update = try await world.store.update { index in
        for image in images {
          let root = image.known?.root.bare ?? image.root
          for name in image.names { index.set(name, to: root) }
          if image.names.isEmpty { index.add(root) }
        }
      }
      return Result(
        images: plan.images.map {
          LoadedImage(id: $0.id, names: $0.names, tags: $0.tags, replaced: $0.replaced)
        }, effects: update.effects)
    }
  }

  /// Whether an image that the store has is there with all its layers.
  private func isWhole(_ image: LocalImage, in world: World) async throws -> Bool {
    for blob in image.manifest.body.layers + [image.manifest.body.configuration] {
      guard try await world.store.contains(blob) else { return false }
    }
    return true
  }
}

/// An archive names an image, and its content is not there.
public struct ArchivedContentMissing: Error, Hashable {
  /// What is named.
  public let root: Descriptor
}
