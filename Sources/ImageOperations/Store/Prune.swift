import ByteStreams
import ContainerStore
import ContentStore
import ImageSpec
import LayoutStore
import Worlds

/// `image prune`, `container prune` and `system prune`: removes what nobody uses.
///
/// Like `rmi` and `rm`: the space is freed by ``Collect``, and until then the prune can be undone.
public struct Prune: Verb {
  public static let name = "prune"

  /// Which images are meant.
  public enum Images: Hashable, Sendable {
    /// Those without a tag.
    case dangling
    /// Those that no container needs.
    case unused
  }

  /// Which images are meant; nil for none.
  public let images: Images?
  /// Whether containers are meant.
  public let containers: Bool
  /// Which of them.
  public let filter: PruneFilter

  /// Asks for a prune.
  public init(images: Images? = nil, containers: Bool = false, filter: PruneFilter = PruneFilter()) {
    self.images = images
    self.containers = containers
    self.filter = filter
  }

  public var story: Story { Story() }

  /// What will go.
  public struct Planned: VerbPlan {
    /// The containers.
    public let containers: [Container]
    /// The images with their names.
    public let images: [RemoveImage.Planned]
    /// What a collection would free afterwards, in bytes.
    public let reclaimable: Int64
    /// What of the journal a collection afterwards would end.
    public let endedByCollection: [JournalEntry]

    public var effects: [Effect] {
      containers.map { .containerRemoved(id: $0.id.description) } + images.flatMap(\.effects)
    }
  }

  /// What went.
  public struct Result: VerbOutcome {
    /// The containers.
    public let containers: [Container]
    /// The images with their names.
    public let images: [RemoveImage.Planned]
    public let effects: [Effect]
  }

  public func plan(in world: World) async throws -> Planned {
    let pruned =
      containers
      ? try await world.containers.list().filter { filter.matches($0.configuration.labels, created: $0.created) } : []
    let removals = try await removals(in: world, besides: pruned)
    let future = try await Future(of: world, without: pruned, removals)
    return Planned(
      containers: pruned, images: removals, reclaimable: future.reclaimable,
      endedByCollection: try await UndoState(of: world).undosThatNeed(content: future.orphans))
  }

  /// The images that go once some containers are gone, newest first, each planned as if those before were removed.
  private func removals(in world: World, besides pruned: [Container]) async throws -> [RemoveImage.Planned] {
    guard let images else { return [] }
    var removals = try await ImageRemovals(in: world, without: Set(pruned.map(\.id)))
    var plans: [RemoveImage.Planned] = []
    for image in removals.images.all {
      // docker takes all names but one from an image that a container needs; here it keeps them all.
      guard images == .dangling ? image.references.isEmpty : !removals.isUsed(image),
        filter.matches(image.configuration?.body.labels ?? [:], created: image.created ?? .epoch)
      else { continue }
      var names = (image.references + image.repositoryDigests).map { ImageName($0) }
      if names.isEmpty { names = [try ImageName(parsing: image.id.description)] }
      // What is in the way keeps an image: it is used then.
      for name in names { if let plan = try? removals.next(RemoveImage(name)) { plans.append(plan) } }
    }
    return plans
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    for container in plan.containers {
      // Somebody else may have been faster.
      do { try await world.containers.remove(container.id) } catch ContainerError.notFound {}
    }
    let update = try await world.store.update { index in for image in plan.images { image.apply(to: &index) } }
    return Result(
      containers: plan.containers, images: plan.images,
      effects: plan.containers.map { .containerRemoved(id: $0.id.description) } + update.effects)
  }
}

/// A world's disk as it would be once something was removed, before any collection.
private struct Future {
  /// The content that nothing would need.
  let orphans: Set<Digest>
  /// What a collection would free then, in bytes.
  let reclaimable: Int64

  init(of world: World, without containers: [Container], _ removals: [RemoveImage.Planned]) async throws {
    var index = try await world.store.index()
    for removal in removals { removal.apply(to: &index) }
    let gone = Set(containers.map(\.id))
    let (future, store) = (index, world.containers)
    let (void, bytes) = try await BlockingThreads.run {
      (Keeper.void(in: future, store, without: gone), try gone.reduce(0) { $0 + (try store.bytes(of: $1)) })
    }
    let orphans = try await world.store.orphans(in: future, releasing: void)
    self.orphans = Set(orphans.map(\.digest))
    let removed = try await store.removed().reduce(0) { $0 + $1.bytes }
    reclaimable = orphans.reduce(0) { $0 + $1.size } + bytes + removed + (try await world.store.staleBytes())
  }
}
