import ByteStreams
import ContentStore
import ImageArchives
import ImageSpec
import LayoutStore
import Worlds

/// `save`: writes images of the store into one archive, an OCI image layout that is a docker archive too.
///
/// An image of several platforms keeps its index and everything of it that is here, so that loading it gives the same
/// digests; docker's own list names the image of one platform, which is all that it has room for.
public struct SaveImages: Verb {
  public static let name = "save"

  /// The images.
  public let images: [SavedName]
  /// The only platform to take from an index; nil takes all that are here.
  public let platform: Platform?
  /// Where the archive goes.
  public let output: ArchiveOutput

  /// Asks for an archive.
  public init(_ images: [SavedName], platform: Platform? = nil, to output: ArchiveOutput) {
    (self.images, self.platform, self.output) = (images, platform, output)
  }

  public var story: Story {
    Story(requires: images.map(\.fact), provides: output.name.map { [.file($0)] } ?? [])
  }

  /// What will be written.
  public struct Planned: VerbPlan {
    /// The images, in the order of the archive.
    public let images: [SavedImage]
    public var effects: [Effect] { [] }
    public let bytes: PlannedBytes
  }

  /// One image of the archive.
  public struct SavedImage: Sendable {
    /// Its root in the archive.
    public let root: Descriptor
    /// Its names there.
    public internal(set) var names: [ImageReference]
    /// What docker's list names.
    public let manifest: Document<Manifest>?
    /// Whether it has foreign layers whose bytes are not here, so that docker's list leaves it out.
    public var lacksForeignLayers: Bool { presence.lacksForeignLayers }
    let presence: ContentPresence
  }

  /// What was written.
  public struct Result: VerbOutcome {
    /// The images.
    public let images: [SavedImage]
    public var effects: [Effect] { [] }
  }

  /// No image has a name, which is told as it was written.
  public struct NoSuchImage: Error, Hashable {
    /// The name as it was written.
    public let text: String
  }

  public func plan(in world: World) async throws -> Planned {
    let local = try await LocalImages(in: world)
    var saved: [SavedImage] = []
    for name in images {
      let found: [(image: LocalImage, names: [ImageReference])]
      do { found = try name.images(in: local) } catch LocalImageError.noSuchImage {
        throw NoSuchImage(text: name.text)
      }
      for (image, names) in found {
        let one = try await self.saved(image, names, in: world)
        if let position = saved.firstIndex(where: { $0.root.digest == one.root.digest }) {
          saved[position].names += names.filter { !saved[position].names.contains($0) }
        } else {
          saved.append(one)
        }
      }
    }
    return Planned(
      images: saved, bytes: PlannedBytes(sent: saved.reduce(0) { $0 + $1.presence.bytes }))
  }

  private func saved(
    _ image: LocalImage, _ names: [ImageReference], in world: World
  ) async throws -> SavedImage {
    var (root, listed) = (image.root, image.manifest)
    if let platform {
      (root, listed) = try await Self.manifest(of: image, for: platform, in: world)
    }
    let presence = try await ContentPresence(of: root, in: world.store, checkedBy: world.store) { $0.body.manifests }
    guard !presence.isEmpty else {
      throw LocalImageError.absent(try ImageName(parsing: image.id.description), root)
    }
    let isWhole = !presence.lacksForeignLayers && listed.body.isImage
    return SavedImage(root: root.bare, names: names, manifest: isWhole ? listed : nil, presence: presence)
  }

  /// The manifest of one platform, which must be here.
  private static func manifest(
    of image: LocalImage, for platform: Platform, in world: World
  ) async throws -> (Descriptor, Document<Manifest>) {
    guard image.root.mediaType.isIndex else {
      if let own = image.configuration?.body.platform, !own.satisfies(platform) {
        throw NoMatchingPlatform(wanted: platform, offered: [own])
      }
      return (image.root, image.manifest)
    }
    let index: Document<Index> = try await world.store.document(of: image.root)
    let entry = try PlatformSelection(wanted: platform).choose(from: index.body)
    guard try await world.store.contains(entry) else {
      throw LocalImageError.absent(try ImageName(parsing: image.id.description), entry)
    }
    return (entry, try await world.store.document(of: entry))
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    try await world.store.withLease(creating: false) {
      try await output.write { sink in
        let writer = ArchiveWriter(into: sink)
        for image in plan.images {
          var copy = GraphCopy(from: world.store, to: writer, concurrency: 1, progress: progress)
          image.presence.prepare(&copy)
          _ = try await copy.run(image.root, as: nil)
          writer.add(image.root, names: image.names.map { ListedName($0) }, manifest: image.manifest)
        }
        try await writer.finish()
      }
    }
    return Result(images: plan.images)
  }
}
