import ContainerStore
import ContentStore
import ImageSpec
import LayoutStore
import Worlds

/// `rmi`: takes a name from an image, and with the last name the image itself.
///
/// The content stays until a collection (``Collect``), so that the removal can be taken back (``Undo``).
public struct RemoveImage: Verb {
  public static let name = "rmi"

  /// The image, by a name or by its id.
  public let image: ImageName
  /// Whether an image goes that has names in several repositories, or that a container needs.
  public let force: Bool
  /// Whether the nameless images go too that this one was committed over.
  public let prunesParents: Bool

  /// Asks for a removal.
  public init(_ image: ImageName, force: Bool = false, prunesParents: Bool = true) {
    self.image = image
    self.force = force
    self.prunesParents = prunesParents
  }

  public var story: Story { Story(requires: [.image(image)], removes: [.image(image)]) }

  /// Why an image stays.
  public enum Conflict: Error, Hashable {
    /// It is the image's last name, and containers need the image.
    case lastReference(ImageReference, image: Digest, containers: [Container])
    /// Containers need the image that was named by its id.
    case usedByContainers(image: Digest, [Container])
    /// The image that was named by its id has names in several repositories.
    case severalRepositories(image: Digest, [ImageReference])
    /// Other images were committed over the image that was named by its id; their names, or ids where they have none.
    case dependentChildren(image: Digest, [String])
  }

  /// An image that goes.
  public struct Deletion: Hashable, Sendable {
    /// Its id.
    public let id: Digest
    /// The roots that stand for it: more than one where an index and its manifest were named.
    public let roots: [Descriptor]
    /// The chain ids of its layers that no other image and no container has, top first.
    public let layers: [Digest]
  }

  /// What will go.
  public struct Planned: VerbPlan {
    /// The names with what they mean, in the order in which docker tells of them.
    public let names: [(name: ImageReference, root: Descriptor)]
    /// The images, a child before its parent.
    public let deleted: [Deletion]

    public var effects: [Effect] {
      names.map { .reference($0.name, before: $0.root, after: nil) }
        + deleted.flatMap { $0.roots.map { .imageRemoved($0) } }
    }

    /// Takes the names away that mean what they meant, and the images that nothing names then.
    func apply(to index: inout LayoutIndex) {
      for (name, root) in names where index.references.contains(where: { $0 == (name, root) }) {
        index.remove(name, leavingDangling: true)
      }
      let named = Set(index.references.map(\.descriptor.digest))
      // An image that got a name since it was planned stays.
      for root in deleted.flatMap(\.roots) where !named.contains(root.digest) { index.removeImage(root.digest) }
    }
  }

  /// What went.
  public struct Result: VerbOutcome {
    /// The names.
    public let names: [ImageReference]
    /// The images, a child before its parent.
    public let deleted: [Deletion]
    public let effects: [Effect]
  }

  public func plan(in world: World) async throws -> Planned { try await ImageRemovals(in: world).plan(self) }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    let update = try await world.store.update { plan.apply(to: &$0) }
    return Result(names: plan.names.map(\.name), deleted: plan.deleted, effects: update.effects)
  }
}
