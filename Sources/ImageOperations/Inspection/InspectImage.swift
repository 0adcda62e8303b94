import ContentStore
import ImageSpec
import LayoutStore
import Worlds

/// `inspect` of an image: everything that the store knows of it.
public struct InspectImage: Verb {
  public static let name = "inspect"

  /// The image.
  public let image: ImageName
  /// The platform to take of an index; nil for the one that stands for the image here.
  public let platform: Platform?

  /// Asks about an image.
  public init(_ image: ImageName, platform: Platform? = nil) {
    self.image = image
    self.platform = platform
  }

  public var story: Story { Story(requires: [.image(image)]) }

  /// What was found.
  public struct Result: VerbOutcome {
    /// The image.
    public let image: LocalImage
    /// The id of the image that it was committed over here; nil for one that came whole.
    public let parent: Digest?
    /// The size of its files in bytes; foreign layers count as their descriptors say.
    public let size: Int64
    /// When a tag last came to mean it, as far as the journal goes back.
    public let lastTagged: Timestamp?
    public var effects: [Effect] { [] }
  }

  public func plan(in world: World) async throws -> NothingPlanned { NothingPlanned() }

  public func apply(_ plan: NothingPlanned, in world: World, progress: any ProgressSink) async throws -> Result {
    let found = try await LocalImages(in: world).find(image, platform: platform, in: world)
    return Result(
      image: found, parent: try await Self.parent(of: found, in: world),
      size: try await ImageSize(of: found, in: world.store).total,
      lastTagged: try await Self.lastTagged(found, in: world))
  }

  private static func parent(of image: LocalImage, in world: World) async throws -> Digest? {
    let entries = try await world.store.images().filter { $0.children.contains(image.manifest.digest) }
    guard let entry = entries.first, let manifest = try await LocalImages.presentManifest(entry.descriptor, in: world)
    else { return nil }
    return manifest.body.configuration.digest
  }

  private static func lastTagged(_ image: LocalImage, in world: World) async throws -> Timestamp? {
    let own: Set<Digest> = [image.root.digest, image.manifest.digest]
    return try await world.journal.entries().last { entry in
      entry.effects.contains { effect in
        guard case .reference(let reference, _, let after) = effect else { return false }
        return reference.digest == nil && after.map { own.contains($0.digest) } == true
      }
    }?.time
  }
}
