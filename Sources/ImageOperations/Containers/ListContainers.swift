import ContainerStore
import ContentStore
import ImageSpec
import Worlds

/// `ps`: lists the containers. None of them runs here.
public struct ListContainers: Verb {
  public static let name = "ps"

  /// Which containers are meant.
  public let filter: ContainerFilter
  /// How many of the newest that fit; nil for all.
  public let limit: Int?
  /// Whether their sizes are to be found out.
  public let measures: Bool

  /// Asks for containers.
  public init(_ filter: ContainerFilter = ContainerFilter(), limit: Int? = nil, measures: Bool = false) {
    self.filter = filter
    self.limit = limit
    self.measures = measures
  }

  public var story: Story { Story() }

  /// A container with what a listing says of it.
  public struct Listed: Hashable, Sendable {
    /// The container.
    public let container: Container
    /// Whether the image is still called as it was when the container was made.
    public let isImageNamed: Bool
    /// The bytes that were changed or added; 0 where sizes were not asked for.
    public let changed: Int64
    /// The bytes of the image and of the changes; 0 where sizes were not asked for.
    public let whole: Int64
  }

  /// What was found.
  public struct Result: VerbOutcome {
    /// The containers, newest first.
    public let listed: [Listed]
    public var effects: [Effect] { [] }

    /// The containers alone, newest first.
    public var containers: [Container] { listed.map(\.container) }
  }

  public func plan(in world: World) async throws -> NothingPlanned { NothingPlanned() }

  public func apply(_ plan: NothingPlanned, in world: World, progress: any ProgressSink) async throws -> Result {
    let images = try await LocalImages(in: world)
    let fitting = try filter.apply(to: try await world.containers.list(), images: images)
    var listed: [Listed] = []
    for container in fitting.prefix(limit ?? .max) {
      let named = (try? ImageName(parsing: container.image)).flatMap { try? images.find($0) }
      let sizes = measures ? try await ContainerSize(of: container, images: images, in: world) : nil
      listed.append(
        Listed(
          container: container, isImageNamed: named?.id == container.imageID, changed: sizes?.changed ?? 0,
          whole: sizes?.whole ?? 0))
    }
    return Result(listed: listed)
  }
}
