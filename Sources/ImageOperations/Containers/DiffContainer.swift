import ContainerStore
import ContentStore
import Worlds

/// `diff`: what a container has otherwise than its image.
public struct DiffContainer: Verb {
  public static let name = "diff"

  /// The container's name, or the beginning of its id.
  public let container: String

  /// Asks for the differences.
  public init(_ container: String) { self.container = container }

  public var story: Story { Story(requires: [.container(container)]) }

  /// What was found.
  public struct Result: VerbOutcome {
    /// The differences, a folder before its content.
    public let changes: [ContainerChange]
    public var effects: [Effect] { [] }
  }

  public func plan(in world: World) async throws -> NothingPlanned { NothingPlanned() }

  public func apply(_ plan: NothingPlanned, in world: World, progress: any ProgressSink) async throws -> Result {
    let found = try await world.containers.container(container)
    return Result(changes: try await world.files(of: found).changes())
  }
}
