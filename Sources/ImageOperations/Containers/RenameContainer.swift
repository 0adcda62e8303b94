import ContainerStore
import ContentStore
import Worlds

/// `rename`: gives a container another name.
public struct RenameContainer: Verb {
  public static let name = "rename"

  /// The container's name, or the beginning of its id.
  public let container: String
  /// The name that it gets.
  public let newName: ContainerName

  /// Asks for a name.
  public init(_ container: String, to name: ContainerName) { (self.container, newName) = (container, name) }

  public var story: Story {
    Story(
      requires: [.container(container)], provides: [.container(newName.description)], removes: [.container(container)])
  }

  /// What will be renamed.
  public struct Planned: VerbPlan {
    /// The container as it is called so far.
    public let container: Container
    public var effects: [Effect] { [.containerChanged(id: container.id.description)] }
  }

  /// What was renamed.
  public struct Result: VerbOutcome {
    /// The container as it is called now.
    public let container: Container
    public var effects: [Effect] { [.containerChanged(id: container.id.description)] }
  }

  public func plan(in world: World) async throws -> Planned {
    let found = try await world.containers.container(container)
    guard found.name != newName else { throw SameName(name: newName) }
    return Planned(container: found)
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    Result(container: try await world.containers.rename(plan.container.id, to: newName))
  }

  /// The container has that name already.
  public struct SameName: Error, Hashable {
    /// The name.
    public let name: ContainerName
  }
}
