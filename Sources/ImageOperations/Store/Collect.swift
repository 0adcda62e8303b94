import ByteStreams
import ContainerStore
import ContentStore
import ImageSpec
import LayoutStore
import Worlds

/// `gc`: frees the space of what nothing reaches any more, removed containers with it.
///
/// What `rmi` and `rm` removed and what a tag left stays until then, so that ``Undo`` can take it back. A collection
/// ends that, and its plan says of which entries of the journal.
public struct Collect: Verb {
  public static let name = "gc"

  /// Asks for a collection.
  public init() {}

  public var story: Story { Story() }

  /// What will go.
  public struct Planned: VerbPlan {
    /// The containers that were removed.
    public let containers: [RemovedContainer]
    public let effects: [Effect]
    public let bytes: PlannedBytes
    public let endedUndos: [JournalEntry]
  }

  /// What went.
  public struct Result: VerbOutcome {
    /// The digests of the content, sorted.
    public let removed: [Digest]
    /// The ids of removed containers whose files went for good.
    public let containers: [ContainerID]
    /// The bytes freed.
    public let bytes: Int64
    /// Whether nothing was done because a copy is running.
    public let isDeferred: Bool
    /// The journal's entries that can't be undone any more.
    public let endedUndos: [JournalEntry]
    public var effects: [Effect] {
      containers.map { .containerPurged(id: $0.description) } + removed.map { .contentRemoved($0) }
    }
  }

  public func plan(in world: World) async throws -> Planned {
    let orphans = try await Self.orphans(in: world)
    let removed = try await world.containers.removed()
    let stale = try await world.store.staleBytes()
    return Planned(
      containers: removed,
      effects: removed.map { .containerPurged(id: $0.container.id.description) }
        + orphans.map { .contentRemoved($0.digest) },
      bytes: PlannedBytes(freed: stale + orphans.reduce(0) { $0 + $1.size } + removed.reduce(0) { $0 + $1.bytes }),
      endedUndos: try await UndoState(of: world).undosThatNeed(content: Set(orphans.map(\.digest))))
  }

  /// The content that a collection would take now.
  static func orphans(in world: World) async throws -> [SweepOutcome.Orphan] {
    let containers = world.containers
    let index = try await world.store.index()
    let void = try await BlockingThreads.run { Keeper.void(in: index, containers) }
    return try await world.store.orphans(releasing: void)
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    let containers = world.containers
    let purged = Locked<(ids: [ContainerID], bytes: Int64)>(([], 0))
    let outcome = try await world.store.sweep { index in
      // No copy runs now, and none begins before this is done.
      let freed = try containers.purge()
      purged.withLock { $0 = freed }
      return Keeper.void(in: index, containers)
    }
    let (ids, bytes) = purged.withLock { $0 }
    return Result(
      removed: outcome.removed.map(\.digest), containers: ids, bytes: outcome.bytes + bytes,
      isDeferred: outcome.isDeferred, endedUndos: outcome.isDeferred ? [] : plan.endedUndos)
  }
}
