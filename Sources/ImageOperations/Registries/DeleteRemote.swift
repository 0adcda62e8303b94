import ContentStore
import DistributionSpec
import ImageSpec
import RegistryClient
import Worlds

/// `registry rm`: takes a tag or a manifest out of a registry.
///
/// Most registries delete manifests by digest only, and every tag of a manifest goes with it; some delete a tag alone,
/// see [Deleting tags](https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#deleting-tags). Tags that
/// nobody named are never taken along unless that was asked for.
public struct DeleteRemote: Verb {
  public static let name = "registry rm"

  /// What to remove, by tag or by digest.
  public let reference: ImageReference
  /// Whether all other tags of the same manifest may go too.
  public let takesOtherTags: Bool
  /// Other names that are to be removed in the same go, and so may go with this one.
  public let alsoNamed: Set<ImageReference>

  /// Asks for a removal.
  ///
  /// - Throws: ``NoTagNamed`` for a reference with neither tag nor digest: what to remove is never guessed.
  public init(
    _ reference: ImageReference, takesOtherTags: Bool = false, alsoNamed: Set<ImageReference> = []
  ) throws(NoTagNamed) {
    guard reference.tag != nil || reference.digest != nil else { throw NoTagNamed(reference: reference) }
    self.reference = reference.digest.map { reference.with(digest: $0) } ?? reference
    self.takesOtherTags = takesOtherTags
    self.alsoNamed = alsoNamed
  }

  public var story: Story { Story(requires: [.remote(reference)], removes: [.remote(reference)]) }

  /// What will be removed.
  public struct Planned: VerbPlan {
    /// The manifest or the index.
    public let root: Descriptor
    /// The tags of it that nobody named.
    public let otherTags: [Tag]
    public let effects: [Effect]

    let named: [ImageReference]
  }

  /// What was removed.
  public struct Result: VerbOutcome {
    /// The names that are gone.
    public let removed: [ImageReference]
    /// The manifest, where it was deleted itself and not only a tag of it.
    public let deleted: Digest?
    public let effects: [Effect]
  }

  private static let concurrency = 6

  public func plan(in world: World) async throws -> Planned {
    let repository = try world.repository(for: reference)
    let root = try await repository.resolve(reference)
    let tags = try await Self.tags(of: root.digest, in: repository, reference)
    var named: [ImageReference] = []
    var others: [Tag] = []
    for tag in tags {
      let name = reference.with(tag: tag)
      if name == reference || alsoNamed.contains(name) { named.append(name) } else { others.append(tag) }
    }
    if reference.digest != nil || !named.contains(reference) { named.append(reference) }
    let gone = named + (takesOtherTags ? others.map { reference.with(tag: $0) } : [])
    return Planned(
      root: root, otherTags: others, effects: gone.map { .remoteReference($0, before: root.digest, after: nil) },
      named: named)
  }

  /// The tags of a repository that mean a manifest.
  private static func tags(
    of digest: Digest, in repository: RemoteRepository, _ reference: ImageReference
  ) async throws -> [Tag] {
    let tags = try await repository.tags()
    let found = try await tags.concurrentMap(atOnce: concurrency) { tag -> Digest? in
      do { return try await repository.resolve(reference.with(tag: tag)).digest } catch ContentError.unknownReference {
        return nil
      }
    }
    return zip(tags, found).filter { $0.1 == digest }.map(\.0)
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    let result = try await delete(plan, in: world, progress)
    await world.note(reference.host) { seen, _ in
      for name in result.removed { seen.lose(name.repository, tag: name.tag) }
    }
    return result
  }

  private func delete(_ plan: Planned, in world: World, _ progress: any ProgressSink) async throws -> Result {
    let repository = try world.repository(for: reference, progress: progress)
    do {
      if plan.otherTags.isEmpty || takesOtherTags {
        // It was there a moment ago: an attempt whose answer was lost took it away, or somebody else did.
        do { try await repository.delete(.digest(plan.root.digest)) } catch let error as RegistryError
          where error.status == 404
        {}
        let names = plan.effects.compactMap { effect in
          if case .remoteReference(let name, _, _) = effect { name } else { nil }
        }
        return Result(removed: names, deleted: plan.root.digest, effects: plan.effects)
      }
      return try await deleteTag(plan, in: repository)
    } catch let error as RegistryError where error.status == 405 {
      throw DeletionUnsupported(host: reference.host, error: error)
    }
  }

  /// Deletes the tag alone, where the registry can, and looks whether the others are still there.
  private func deleteTag(_ plan: Planned, in repository: RemoteRepository) async throws -> Result {
    guard let tag = reference.tag else {
      throw OtherTagsInTheWay(reference: reference, tags: plan.otherTags)
    }
    do { try await repository.delete(.tag(tag)) } catch let error as RegistryError
      where [400, 404, 405, 501].contains(error.status)
    {
      throw OtherTagsInTheWay(reference: reference, tags: plan.otherTags)
    }
    let left = try await Self.tags(of: plan.root.digest, in: repository, reference)
    let lost = plan.otherTags.filter { !left.contains($0) }.map { reference.with(tag: $0) }
    let gone = [reference] + lost
    return Result(
      removed: gone, deleted: nil, effects: gone.map { .remoteReference($0, before: plan.root.digest, after: nil) })
  }

  /// A name without tag and digest.
  public struct NoTagNamed: Error, Hashable {
    /// What was asked for.
    public let reference: ImageReference
  }

  /// The registry deletes manifests only, and other tags would go with this one. Nothing was removed.
  public struct OtherTagsInTheWay: Error, Hashable {
    /// What was asked for.
    public let reference: ImageReference
    /// The tags that would go too.
    public let tags: [Tag]
  }

  /// The registry deletes nothing.
  public struct DeletionUnsupported: Error {
    /// The registry.
    public let host: RegistryHost
    /// What it said.
    public let error: RegistryError
  }
}
