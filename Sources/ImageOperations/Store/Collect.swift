import ContentStore
import ImageSpec
import LayoutStore
import Worlds

/// `gc`: removes the content that nothing reaches any more, and the containers' and names' past with it.
///
/// What was removed by `rmi` or overwritten by a tag stays until then, so that it could be taken back.
public struct Collect: Verb {
  public static let name = "gc"

  /// Asks for a collection.
  public init() {}

  public var story: Story { Story() }

  /// What will go.
  public struct Planned: VerbPlan {
    public let effects: [Effect]
    public let bytes: PlannedBytes
  }

  /// What went.
  public struct Result: VerbOutcome {
    /// The digests of the content, sorted.
    public let removed: [Digest]
    /// The bytes freed.
    public let bytes: Int64
    /// Whether nothing was done because a copy is running.
    public let isDeferred: Bool
    public var effects: [Effect] { removed.map { .contentRemoved($0) } }
  }

  public func plan(in world: World) async throws -> Planned {
    let orphans = try await world.store.orphans()
    return Planned(
      effects: orphans.map { .contentRemoved($0.digest) },
      bytes: PlannedBytes(freed: orphans.reduce(0) { $0 + $1.size }))
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    let outcome = try await world.store.sweep()
    // What could have been taken back is gone: so is the memory of it.
    if !outcome.isDeferred { try await world.journal.clear() }
    return Result(removed: outcome.removed.map(\.digest), bytes: outcome.bytes, isDeferred: outcome.isDeferred)
  }
}
