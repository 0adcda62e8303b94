import ContentStore
import ImageSpec
import LayoutStore
import Worlds

/// `rmi`: takes a name from an image, and with the last name the image itself.
///
/// The content stays until a collection (``Collect``), so that the removal could be taken back.
public struct RemoveImage: Verb {
  public static let name = "rmi"

  /// The image, by a name or by its id.
  public let image: ImageName
  /// Whether an image goes that has names in several repositories, or that a container needs.
  public let force: Bool

  /// Asks for a removal.
  public init(_ image: ImageName, force: Bool = false) {
    self.image = image
    self.force = force
  }

  public var story: Story { Story(requires: [.image(image)], removes: [.image(image)]) }

  /// Why an image stays.
  public enum Conflict: Error, Hashable {
    /// It is the image's last name, and a container needs the image.
    case lastReference(ImageReference, container: String, image: Digest)
    /// A container needs the image that was named by its id.
    case usedByContainer(image: Digest, container: String)
    /// The image that was named by its id has names in several repositories.
    case severalRepositories(image: Digest)
  }

  /// What will go.
  public struct Planned: VerbPlan {
    /// The names, tags first, then the digests of repositories that lose their last tag.
    public let names: [ImageReference]
    /// The image, if it loses its last name; a container that needs it keeps its content.
    public let deleted: LocalImage?
    /// The chain ids of its layers that no other image has, top first.
    public let layers: [Digest]
    public let effects: [Effect]
  }

  /// What went.
  public struct Result: VerbOutcome {
    /// The names.
    public let names: [ImageReference]
    /// The image's id, if the image went.
    public let deleted: Digest?
    /// The chain ids of its layers that no other image has, top first.
    public let layers: [Digest]
    public let effects: [Effect]
  }

  public func plan(in world: World) async throws -> Planned {
    let images = try await LocalImages(in: world)
    let found = try images.find(image)
    let user = try await ContainerUse(in: world).container(using: found)
    let named = image.reference.flatMap { name in found.references.contains(name) || name.digest != nil ? name : nil }
    let names = try namesToRemove(found, by: named, user)
    let rest = (found.references + found.repositoryDigests).filter { !names.contains($0) }
    let deleted = rest.isEmpty ? found : nil
    return Planned(
      names: names, deleted: deleted, layers: try deleted.map { try Self.ownLayers(of: $0, in: images) } ?? [],
      effects: names.map { .reference($0, before: found.root, after: nil) })
  }

  private func namesToRemove(
    _ found: LocalImage, by named: ImageReference?, _ user: String?
  ) throws(Conflict) -> [ImageReference] {
    guard let named else {
      if let user, !force { throw .usedByContainer(image: found.id, container: user) }
      if Set(found.references.map(\.name)).count > 1, !force { throw .severalRepositories(image: found.id) }
      return found.references + found.repositoryDigests
    }
    let others = found.references.filter { $0 != named }
    if others.isEmpty, let user, !force { throw .lastReference(named, container: user, image: found.id) }
    // A repository's digest goes with its last tag; with the image's last name, everything goes.
    let keptNames = Set(others.map(\.name))
    let digests = found.repositoryDigests.filter { others.isEmpty || !keptNames.contains($0.name) }
    return [named] + digests.filter { $0 != named }
  }

  /// docker names a layer that goes by its chain id: the digest over the diffIDs up to it.
  ///
  /// See [Layer ChainID](https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md#layer-chainid).
  private static func ownLayers(of image: LocalImage, in images: LocalImages) throws -> [Digest] {
    guard let diffIDs = image.configuration?.body.diffIDs else { return [] }
    let others = images.all.filter { $0.id != image.id }.compactMap { $0.configuration?.body.diffIDs }
    var chain: [Digest] = []
    var own: [Digest] = []
    for (index, diffID) in diffIDs.enumerated() {
      let id = try chain.last.map { try Digest(of: Array("\($0) \(diffID)".utf8)) } ?? diffID
      chain.append(id)
      if !others.contains(where: { $0.starts(with: diffIDs[...index]) }) { own.append(id) }
    }
    return own.reversed()
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    let update = try await world.store.update { index in
      for name in plan.names { index.remove(name, leavingDangling: plan.deleted == nil) }
      if let root = plan.deleted?.root { index.removeImage(root.digest) }
    }
    return Result(
      names: plan.names, deleted: plan.deleted?.id, layers: plan.layers, effects: update.effects)
  }
}
