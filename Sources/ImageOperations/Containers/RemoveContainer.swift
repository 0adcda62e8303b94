import ContainerStore
import ContentStore
import LayoutStore
import Worlds

/// `rm`: removes a container with its changes.
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
    try await world.containers.remove(plan.container.id)
    _ = try await world.store.update { index in
      // An image that only this container kept goes with it, as one does whose last name goes.
      index.release(CreateContainer.keeper(plan.container.id))
    }
    return Result(container: plan.container)
  }
}
