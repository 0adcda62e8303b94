import ContentStore
import ImageSpec
import LayoutStore
import Worlds

/// `verify`: hashes everything that names reach again.
public struct Verify: Verb {
  public static let name = "verify"

  /// Asks for a check.
  public init() {}

  public var story: Story { Story() }

  /// What was found.
  public struct Result: VerbOutcome {
    /// What is missing or damaged.
    public let problems: [ContentProblem]
    public var effects: [Effect] { [] }
  }

  public func plan(in world: World) async throws -> NothingPlanned { NothingPlanned() }

  public func apply(_ plan: NothingPlanned, in world: World, progress: any ProgressSink) async throws -> Result {
    Result(problems: try await world.store.verify())
  }
}
