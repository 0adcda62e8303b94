import ContainerStore
import ContentStore
import Worlds

/// `rm`: removes a container with its changes, which ``Undo`` brings back until ``Collect`` takes them.
public struct RemoveContainer: Verb {
  public static let name = "rm"

  /// The container's name, or the beginning of its id.
  public let container: String

  /// Asks for a removal.
  public init(_ container: String) { self.container = container }

  public var story: Story { Story(requires: [.container(container)], removes: [.container(container)]) }

  /// What will go.
  public struct Planned: VerbPlan {
    /// The container.
    public let container: Container
    public var effects: [Effect] { [.containerRemoved(id: container.id.description)] }
  }

  /// What went.
  public struct Result: VerbOutcome {
    /// The container.
    public let container: Container
    public var effects: [Effect] { [.containerRemoved(id: container.id.description)] }
  }

  public func plan(in world: World) async throws -> Planned {
    Planned(container: try await world.containers.container(container))
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    // Its base is kept in the store as long as it can be brought back.
    try await world.containers.remove(plan.container.id)
    return Result(container: plan.container)
  }
}
