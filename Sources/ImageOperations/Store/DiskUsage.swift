import ByteStreams
import ContainerStore
import ContentStore
import ImageSpec
import LayoutStore
import Worlds

/// `system df`: what the store takes on the disk, and what of it could be free.
///
/// All figures are bytes of files as they lie on the disk, layers compressed as they came. What could be free is what
/// the prune of that kind would let ``Collect`` free, besides what it would free anyway.
public struct DiskUsage: Verb {
  public static let name = "df"

  /// Asks for the figures.
  public init() {}

  public var story: Story { Story() }

  /// The figures of a kind of things.
  public struct Total: Hashable, Sendable {
    /// How many there are.
    public let count: Int
    /// How many are in use.
    public let active: Int
    /// What they take, in bytes.
    public let size: Int64
    /// What a prune of them and a collection would free, in bytes.
    public let reclaimable: Int64

    /// States figures; zeros where nothing is said.
    public init(count: Int = 0, active: Int = 0, size: Int64 = 0, reclaimable: Int64 = 0) {
      self.count = count
      self.active = active
      self.size = size
      self.reclaimable = reclaimable
    }
  }

  /// An image's figures.
  public struct Image: Hashable, Sendable {
    /// The image.
    public let image: LocalImage
    /// What it has together with others, in bytes.
    public let shared: Int64
    /// What it has alone, in bytes.
    public let unique: Int64
    /// How many containers stand on it.
    public let containers: Int
  }

  /// What was found.
  public struct Result: VerbOutcome {
    /// The images.
    public let images: Total
    /// The containers.
    public let containers: Total
    /// What was removed and can still be brought back, and what interrupted downloads left: all of it a collection
    /// frees.
    public let removed: Total
    /// Each image, newest first.
    public let perImage: [Image]
    /// Each container with its bytes, newest first.
    public let perContainer: [(container: Container, size: Int64)]
    public var effects: [Effect] { [] }
  }

  public func plan(in world: World) async throws -> NothingPlanned { NothingPlanned() }

  public func apply(_ plan: NothingPlanned, in world: World, progress: any ProgressSink) async throws -> Result {
    let collection = try await Collect().plan(in: world)
    let orphans = try await Collect.orphans(in: world).reduce(0) { $0 + $1.size }
    let already = collection.bytes.freed ?? 0
    let images = try await LocalImages(in: world)
    let containers = try await world.containers.list()
    let store = world.containers
    let sizes = try await BlockingThreads.run { try containers.map { try store.bytes(of: $0.id) } }
    let perImage = try await Self.shares(of: images, containers, in: world)
    let prunedImages = try await Prune(images: .unused).plan(in: world).reclaimable
    let prunedContainers = try await Prune(containers: true).plan(in: world).reclaimable
    return Result(
      images: Total(
        count: images.all.count, active: perImage.count { $0.containers > 0 },
        size: try await world.store.contentBytes() - orphans, reclaimable: prunedImages - already),
      containers: Total(
        count: containers.count, active: 0, size: sizes.reduce(0, +), reclaimable: prunedContainers - already),
      removed: Total(count: collection.effects.count, active: 0, size: already, reclaimable: already),
      perImage: perImage, perContainer: Array(zip(containers, sizes)))
  }

  /// What each image has alone and together with others, to the byte.
  private static func shares(
    of images: LocalImages, _ containers: [Container], in world: World
  ) async throws -> [Image] {
    let contents = try await world.store.content(of: images.all.map(\.root))
    var uses: [Digest: Int] = [:]
    for content in contents { for digest in content.keys { uses[digest, default: 0] += 1 } }
    return zip(images.all, contents).map { image, content in
      var (shared, unique): (Int64, Int64) = (0, 0)
      for (digest, size) in content { if uses[digest] == 1 { unique += size } else { shared += size } }
      return Image(
        image: image, shared: shared, unique: unique,
        containers: containers.count { $0.imageID == image.id || $0.manifest.digest == image.manifest.digest })
    }
  }
}
