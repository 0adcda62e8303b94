import ContainerStore
import ContentStore
import ImageSpec
import Worlds

/// Plans removals of images one after the other, each as if those before were done: by docker's rules of what goes and
/// what is in the way.
///
/// See [image_delete.go](https://github.com/moby/moby/blob/v20.10.24/daemon/images/image_delete.go).
public struct ImageRemovals: Sendable {
  /// The images that are left.
  public private(set) var images: LocalImages
  private let use: ContainerUse

  /// Reads a world, as if some containers were gone; nothing there is changed.
  public init(in world: World, without gone: Set<ContainerID> = []) async throws {
    images = try await LocalImages(in: world)
    use = try await ContainerUse(in: world, without: gone)
  }

  /// What a removal would do; what follows is planned as if it were done.
  ///
  /// - Throws: ``RemoveImage/Conflict`` and ``LocalImageError``.
  public mutating func next(_ removal: RemoveImage) throws -> RemoveImage.Planned {
    let plan = try plan(removal)
    images = images.without(Set(plan.names.map(\.name)), Set(plan.deleted.map(\.id)))
    return plan
  }

  /// What a removal would do.
  func plan(_ removal: RemoveImage) throws -> RemoveImage.Planned {
    let found = try images.find(removal.image)
    let names = names(of: found)
    var gone: [ImageReference]
    if let named = try Self.named(removal.image, among: names, of: found) {
      if Self.isSingle(names), !removal.force { try checkLast(named, of: found) }
      gone = [named] + Self.digestsLeftBehind(by: named, names)
      // What has other names stays; what is in the way of an image without a name keeps it as it is.
      guard gone.count == names.count, mayGo(found) || removal.force, images.children(of: found).isEmpty else {
        return planned(gone, names, [])
      }
    } else {
      try check(found, names, removal)
      gone = names.map(\.name)
    }
    let deletions = deletions(from: found, names: Set(gone), withParents: removal.prunesParents)
    return planned(gone, names, deletions)
  }

  private func planned(
    _ gone: [ImageReference], _ names: [(name: ImageReference, root: Descriptor)], _ deletions: [RemoveImage.Deletion]
  ) -> RemoveImage.Planned {
    RemoveImage.Planned(names: gone.compactMap { name in names.first { $0.name == name } }, deleted: deletions)
  }

  /// All names of an image, of all its roots, in docker's order.
  private func names(of image: LocalImage) -> [(name: ImageReference, root: Descriptor)] {
    images.with(id: image.id).flatMap { image in
      (image.references + image.repositoryDigests).map { (name: $0, root: image.root) }
    }.sorted { $0.name.description < $1.name.description }
  }

  /// The name that was written; nil where it was an id.
  private static func named(
    _ name: ImageName, among names: [(name: ImageReference, root: Descriptor)], of image: LocalImage
  ) throws(LocalImageError) -> ImageReference? {
    guard let reference = name.reference else { return nil }
    // A digest decides over a tag.
    let exact = reference.digest.map { reference.bare.with(digest: $0) } ?? reference
    if names.contains(where: { $0.name == exact }) { return exact }
    guard name.idPrefix != nil, reference.digest == nil else { throw .noSuchImage(name) }
    return nil
  }

  /// With the last tag of a repository its digests go.
  private static func digestsLeftBehind(
    by name: ImageReference, _ names: [(name: ImageReference, root: Descriptor)]
  ) -> [ImageReference] {
    let siblings = names.map(\.name).filter { $0.name == name.name && $0 != name }
    return name.digest == nil && siblings.allSatisfy { $0.digest != nil } ? siblings : []
  }

  /// Whether there is at most one tag, and nothing of another repository.
  private static func isSingle(_ names: [(name: ImageReference, root: Descriptor)]) -> Bool {
    let tags = names.map(\.name).filter { $0.digest == nil }
    return tags.count <= 1 && Set(names.map(\.name.name)).count <= 1
  }

  // MARK: What is in the way

  private func checkLast(_ name: ImageReference, of image: LocalImage) throws(RemoveImage.Conflict) {
    let users = use.containers(using: image)
    if !users.isEmpty { throw .lastReference(name, image: image.id, containers: users) }
  }

  private func check(
    _ image: LocalImage, _ names: [(name: ImageReference, root: Descriptor)], _ removal: RemoveImage
  ) throws(RemoveImage.Conflict) {
    let children = images.children(of: image)
    guard children.isEmpty else {
      throw .dependentChildren(image: image.id, children.map { $0.references.first?.familiar ?? $0.id.short })
    }
    guard !removal.force else { return }
    if !Self.isSingle(names) { throw .severalRepositories(image: image.id, names.map(\.name)) }
    let users = use.containers(using: image)
    if !users.isEmpty { throw .usedByContainers(image: image.id, users) }
  }

  /// Whether a container needs an image.
  func isUsed(_ image: LocalImage) -> Bool { !mayGo(image) }

  private func mayGo(_ image: LocalImage) -> Bool { use.containers(using: image).isEmpty }

  // MARK: What goes

  /// The image, and the nameless ones that it was committed over, as far up as nothing else needs them.
  private func deletions(
    from image: LocalImage, names: Set<ImageReference>, withParents: Bool
  ) -> [RemoveImage.Deletion] {
    var rest = images.without(names, [])
    var deletions: [RemoveImage.Deletion] = []
    var next: LocalImage? = image
    while let image = next {
      let parent = rest.parent(of: image)
      let roots = rest.with(id: image.id).map(\.root)
      rest = rest.without([], [image.id])
      deletions.append(RemoveImage.Deletion(id: image.id, roots: roots, layers: ownLayers(of: image, among: rest)))
      next = withParents ? parent.flatMap { isNeeded($0, in: rest) ? nil : $0 } : nil
    }
    return deletions
  }

  private func isNeeded(_ image: LocalImage, in rest: LocalImages) -> Bool {
    let isNamed = rest.with(id: image.id).contains { !$0.references.isEmpty || !$0.repositoryDigests.isEmpty }
    return isNamed || !rest.children(of: image).isEmpty || !mayGo(image)
  }

  /// docker names a layer that goes by its chain id: the digest over the diffIDs up to it.
  ///
  /// See [Layer ChainID](https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md#layer-chainid).
  private func ownLayers(of image: LocalImage, among rest: LocalImages) -> [Digest] {
    guard let diffIDs = image.configuration?.body.diffIDs else { return [] }
    let others = rest.all.compactMap { $0.configuration?.body.diffIDs } + use.bases
    var chain: [Digest] = []
    var own: [Digest] = []
    for (index, diffID) in diffIDs.enumerated() {
      guard let id = chain.last.map({ try? Digest(of: Array("\($0) \(diffID)".utf8)) }) ?? diffID else { break }
      chain.append(id)
      if !others.contains(where: { $0.starts(with: diffIDs[...index]) }) { own.append(id) }
    }
    return own.reversed()
  }
}
