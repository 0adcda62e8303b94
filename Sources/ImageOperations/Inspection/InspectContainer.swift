import ContainerStore
import ContentStore
import Worlds

/// `inspect` of a container: everything that is known of it.
public struct InspectContainer: Verb {
  public static let name = "inspect"

  /// The container, by name or id.
  public let container: String
  /// Whether its sizes are to be found out.
  public let measures: Bool

  /// Asks about a container.
  public init(_ container: String, measures: Bool = false) {
    self.container = container
    self.measures = measures
  }

  public var story: Story { Story(requires: [.container(container)]) }

  /// What was found.
  public struct Result: VerbOutcome {
    /// The container.
    public let container: Container
    /// Its sizes, where they were asked for.
    public let size: ContainerSize?
    public var effects: [Effect] { [] }
  }

  public func plan(in world: World) async throws -> NothingPlanned { NothingPlanned() }

  public func apply(_ plan: NothingPlanned, in world: World, progress: any ProgressSink) async throws -> Result {
    let found = try await world.containers.container(container)
    guard measures else { return Result(container: found, size: nil) }
    let images = try await LocalImages(in: world)
    return Result(container: found, size: try await ContainerSize(of: found, images: images, in: world))
  }
}
