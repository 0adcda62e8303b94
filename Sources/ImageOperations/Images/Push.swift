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
  /// The platform whose image of an index is sent alone; nil sends the index where all of it is here.
  public let platform: Platform?
  /// Whether layers that registries need not hold are sent like others, or left by reference.
  public let foreignLayers: GraphCopy.ForeignLayers
  /// How many layers move at once.
  public let concurrency: Int

  /// Asks for a push; `latest` where the reference has no tag.
  ///
  /// - Throws: ``DigestReferenceRefused`` for a reference by digest, which names nothing to be set.
  public init(
    _ reference: ImageReference, platform: Platform? = nil, foreignLayers: GraphCopy.ForeignLayers = .reference,
    concurrency: Int = 5
  ) throws(DigestReferenceRefused) {
    guard reference.digest == nil else { throw DigestReferenceRefused(reference: reference) }
    self.reference = reference.withDefaultTag
    self.platform = platform
    self.foreignLayers = foreignLayers
    self.concurrency = concurrency
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
    /// The platforms of the image's index that are not sent because they are not here; empty where one was asked for.
    public let absentPlatforms: [Platform]
    /// Each layer's blob and its diffID, lowest first, for progress.
    public let layers: [(blob: Digest, diffID: Digest)]
    public let effects: [Effect]

    let manifests: [Document<Manifest>]
  }

  /// What was sent.
  public struct Result: VerbOutcome {
    /// What the registry's name means now.
    public let root: Descriptor
    /// What the copy did with each piece of content.
    public let copy: CopyOutcome
    public let effects: [Effect]
  }

  public func plan(in world: World) async throws -> Planned {
    let image = try await find(in: world)
    let chosen = try await PushChoice(of: image, platform, sendsForeign: foreignLayers == .copy, in: world)
    let before = try await world.remoteDigest(of: reference)
    return Planned(
      image: image, root: chosen.root.bare, absentPlatforms: chosen.absentPlatforms,
      layers: try await chosen.layers(in: world),
      effects: before == chosen.root.digest
        ? [] : [.remoteReference(reference, before: before, after: chosen.root.digest)],
      manifests: chosen.manifests)
  }

  private func find(in world: World) async throws -> LocalImage {
    let images = try await LocalImages(in: world)
    if let image = images.named(reference) { return image }
    let tags = images.tags(of: reference).compactMap(\.tag)
    throw NothingToPush(reference: reference, otherTags: tags)
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    let destination = try world.repository(for: reference, progress: progress)
    do { return try await send(plan, to: destination, in: world, progress: progress) } catch {
      let answer = (error as? CopyError)?.underlying ?? error
      let cause = await destination.explanation(of: answer, for: reference, isPush: true)
      throw cause is AccessRefused ? cause : error
    }
  }

  private func send(
    _ plan: Planned, to destination: RemoteRepository, in world: World, progress: any ProgressSink
  ) async throws -> Result {
    try await world.store.withLease {
      try await requireParts(of: plan, on: destination, in: world)
      var copy = GraphCopy(from: world.store, to: destination, concurrency: concurrency)
      let prefix = try world.routing.route(to: reference.host).prefix
      copy.progress = prefix.isEmpty ? progress : WithoutPrefix(prefix, next: progress)
      copy.foreignLayers = foreignLayers
      let candidates = try await LocalImages(in: world).repositories(on: reference.host, besides: reference)
      copy.mountSources = { blob in
        (candidates[blob.digest] ?? []).compactMap { try? RepositoryName(parsing: prefix + $0.description) }
      }
      let outcome = try await copy.run(plan.root, as: reference)
      await world.note(reference.host) { [reference] in $0.see(reference.repository, tag: reference.tag, at: $1) }
      let pushed = reference.with(digest: plan.root.digest)
      if plan.root.digest == plan.image.root.digest {
        _ = try await world.store.update { $0.set(pushed, to: plan.root) }
      }
      return Result(root: plan.root, copy: outcome, effects: plan.effects)
    }
  }

  /// Looks before anything is sent whether everything that the registry lacks is here.
  private func requireParts(of plan: Planned, on destination: RemoteRepository, in world: World) async throws {
    guard plan.root.mediaType.isManifest, let manifest = plan.manifests.first?.body else { return }
    var absent: [Descriptor] = []
    for blob in [manifest.configuration] + manifest.layers
    where foreignLayers == .copy || !blob.mediaType.isNonDistributable {
      if try await world.store.contains(blob) { continue }
      if try await !destination.contains(blob) { absent.append(blob) }
    }
    guard absent.isEmpty else { throw PartsAbsent(reference: reference, parts: absent) }
  }
}

extension LocalImages {
  /// The names of a repository that have a tag, sorted.
  public func tags(of repository: ImageReference) -> [ImageReference] {
    all.flatMap(\.references).filter { $0.bare == repository.bare }.sorted()
  }

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
