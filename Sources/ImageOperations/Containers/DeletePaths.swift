import ContainerStore
import ContentStore
import Worlds

/// `container delete`: removes files and folders in a container's layer. docker needs a running container and a shell in
/// it for that; here it is a whiteout.
public struct DeletePaths: Verb {
  public static let name = "container delete"

  /// The container's name, or the beginning of its id.
  public let container: String
  /// What goes.
  public let paths: [String]
  /// Whether folders go, with what is in them.
  public let isRecursive: Bool

  /// Asks for a removal.
  public init(_ paths: [String], in container: String, isRecursive: Bool = false) {
    (self.container, self.paths, self.isRecursive) = (container, paths, isRecursive)
  }

  public var story: Story { Story(requires: [.container(container)]) }

  /// What will go.
  public struct Planned: VerbPlan {
    /// The container.
    public let container: Container
    /// The paths from the container's root, with slashes and one in front.
    public let paths: [String]
    public var effects: [Effect] { [.containerChanged(id: container.id.description)] }
  }

  /// What went.
  public struct Result: VerbOutcome {
    /// The container.
    public let container: Container
    /// The paths from the container's root, with slashes and one in front.
    public let paths: [String]
    public var effects: [Effect] { [.containerChanged(id: container.id.description)] }
  }

  public func plan(in world: World) async throws -> Planned {
    let found = try await world.containers.container(container)
    let files = try await world.files(of: found)
    do {
      return Planned(container: found, paths: try await files.deletable(paths, isRecursive: isRecursive))
    } catch let error as CopyPathError { throw PathError(error, in: container) }
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    let files = try await world.files(of: plan.container)
    do { try await files.delete(paths, isRecursive: isRecursive, at: world.clock.now()) } catch let error
      as CopyPathError
    { throw PathError(error, in: container) }
    return Result(container: plan.container, paths: plan.paths)
  }
}
