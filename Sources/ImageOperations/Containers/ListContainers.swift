import ContainerStore
import ContentStore
import Worlds

/// `ps`: lists the containers. None of them runs here.
public struct ListContainers: Verb {
  public static let name = "ps"

  /// Asks for all containers.
  public init() {}

  public var story: Story { Story() }

  /// What was found.
  public struct Result: VerbOutcome {
    /// The containers, newest first.
    public let containers: [Container]
    public var effects: [Effect] { [] }
  }

  public func plan(in world: World) async throws -> NothingPlanned { NothingPlanned() }

  public func apply(_ plan: NothingPlanned, in world: World, progress: any ProgressSink) async throws -> Result {
    Result(containers: try await world.containers.list())
  }
}
