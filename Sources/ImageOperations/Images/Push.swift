import ContentStore
import ImageSpec
import LayoutStore
import RegistryClient
import Worlds

/// `push`: sends an image to its registry.
public struct Push: Verb {
  public static let name = "push"

  /// The name to push, which is also where to.
  public let reference: ImageReference
  /// How many layers move at once.
  public let concurrency: Int

  /// Asks for a push; `latest` where the reference has no tag.
  ///
  /// - Throws: ``DigestReferenceRefused`` for a reference by digest, which names nothing to be set.
  public init(_ reference: ImageReference, concurrency: Int = 5) throws(DigestReferenceRefused) {
    guard reference.digest == nil else { throw DigestReferenceRefused(reference: reference) }
    self.reference = reference.withDefaultTag
    self.concurrency = concurrency
  }

  /// A name by digest can't be pushed to.
  public struct DigestReferenceRefused: Error, Hashable {
    /// What was asked for.
    public let reference: ImageReference
  }

  public var story: Story {
    Story(
      requires: [.image(ImageName(reference)), .credential(reference.host)], provides: [.remote(reference)])
  }

  /// What will be sent.
  public struct Planned: VerbPlan {
    /// The image.
    public let image: LocalImage
    /// The root that is sent: an index whose entries are all here, else the manifest.
    public let root: Descriptor
    /// Each layer's blob and its diffID, lowest first, for progress.
    public let layers: [(blob: Digest, diffID: Digest)]
    public let effects: [Effect]
  }

  /// What was sent.
  public struct Result: VerbOutcome {
    /// What the registry's name means now.
    public let root: Descriptor
    /// Whether only one entry of an index was sent, because the others are not here.
    public let isPartOfIndex: Bool
    /// What the copy did with each piece of content.
    public let copy: CopyOutcome
    public let effects: [Effect]
  }

  public func plan(in world: World) async throws -> Planned {
    let image = try await LocalImages(in: world).find(ImageName(reference))
    let root = try await isComplete(image.root, in: world) ? image.root : image.manifest.descriptor
    var layers: [(blob: Digest, diffID: Digest)] = []
    for (index, layer) in image.manifest.body.layers.enumerated() {
      let diffIDs = image.configuration?.body.diffIDs ?? []
      layers.append((layer.digest, index < diffIDs.count ? diffIDs[index] : layer.digest))
    }
    // What the name means in the registry is not asked here: it may need a credential that only the push will ask for.
    return Planned(
      image: image, root: root.bare, layers: layers,
      effects: [.remoteReference(reference, before: nil, after: root.digest)])
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    let destination = try world.repository(for: reference, progress: progress)
    return try await world.store.withLease {
      var copy = GraphCopy(from: world.store, to: destination, concurrency: concurrency)
      let prefix = try world.routing.route(to: reference.host).prefix
      copy.progress = prefix.isEmpty ? progress : WithoutPrefix(prefix, next: progress)
      let candidates = try await LocalImages(in: world).repositories(on: reference.host, besides: reference)
      copy.mountSources = { blob in
        (candidates[blob.digest] ?? []).compactMap { try? RepositoryName(parsing: prefix + $0.description) }
      }
      let outcome = try await copy.run(plan.root, as: reference)
      let pushed = reference.with(digest: plan.root.digest)
      if plan.root.digest == plan.image.root.digest {
        _ = try await world.store.update { $0.set(pushed, to: plan.root) }
      }
      return Result(
        root: plan.root, isPartOfIndex: plan.root.digest != plan.image.root.digest, copy: outcome,
        effects: plan.effects)
    }
  }

  /// Whether everything that a root names is here, except what registries need not hold.
  private func isComplete(_ root: Descriptor, in world: World) async throws -> Bool {
    guard root.mediaType.isIndex else { return true }
    for entry in try await world.store.document(of: root, as: Index.self).body.manifests {
      guard try await world.store.contains(entry) else { return false }
      guard entry.mediaType.isManifest else { continue }
      let manifest = try await world.store.document(of: entry, as: Manifest.self).body
      for blob in manifest.layers + [manifest.configuration] where !blob.mediaType.isNonDistributable {
        guard try await world.store.contains(blob) else { return false }
      }
    }
    return true
  }
}

extension LocalImages {
  /// The repositories of a registry that are known to hold each blob, for mounting: at most two a blob.
  func repositories(on host: RegistryHost, besides own: ImageReference) -> [Digest: [RepositoryName]] {
    var known: [Digest: [RepositoryName]] = [:]
    for image in all {
      let names = Set(
        image.repositoryDigests.filter { $0.host == host && $0.repository != own.repository }.map(\.repository))
      for layer in image.manifest.body.layers {
        known[layer.digest] = Array((Set(known[layer.digest] ?? []).union(names)).sorted().prefix(2))
      }
    }
    return known
  }
}

/// Tells of repositories by the names that the world has for them, without what its route puts in front.
private struct WithoutPrefix: ProgressSink {
  let prefix: String
  let next: any ProgressSink

  init(_ prefix: String, next: any ProgressSink) {
    self.prefix = prefix
    self.next = next
  }

  func report(_ event: ProgressEvent) {
    guard case .mounted(let repository) = event.phase, repository.description.hasPrefix(prefix),
      let name = try? RepositoryName(parsing: repository.description.dropFirst(prefix.count))
    else { return next.report(event) }
    next.report(
      ProgressEvent(
        digest: event.digest, phase: .mounted(from: name), completed: event.completed, total: event.total,
        isLayer: event.isLayer))
  }
}
