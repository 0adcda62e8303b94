import ContentStore
import ImageSpec
import LayoutStore
import RegistryClient
import Worlds

/// `pull`: fetches an image from its registry and names it in the store.
public struct Pull: Verb {
  public static let name = "pull"

  /// What to fetch, with a tag or a digest.
  public let reference: ImageReference
  /// The platform to take from an index; the world's if nil.
  public let platform: Platform?
  /// What is done with layers that registries need not hold; what is set if nil.
  public let foreignLayers: ForeignLayerHandling?
  /// How many layers move at once.
  public let concurrency: Int

  /// Asks for an image; `latest` where the reference has neither tag nor digest. A tag beside a digest is ignored, as in
  /// docker: the digest says what is meant.
  public init(
    _ reference: ImageReference, platform: Platform? = nil, foreignLayers: ForeignLayerHandling? = nil,
    concurrency: Int = 3
  ) {
    self.reference = reference.digest.map { reference.with(digest: $0) } ?? reference.withDefaultTag
    self.platform = platform
    self.foreignLayers = foreignLayers
    self.concurrency = concurrency
  }

  public var story: Story {
    Story(requires: [.remote(reference)], provides: [.image(ImageName(reference))])
  }

  /// What the registry has under the name, and what the store has.
  public struct Planned: VerbPlan {
    /// What the registry serves.
    public let remote: Descriptor
    /// What the name means in the store so far.
    public let local: Descriptor?
    public let effects: [Effect]
  }

  /// What was fetched.
  public struct Result: VerbOutcome {
    /// The name that was set.
    public let reference: ImageReference
    /// What it means now.
    public let root: Descriptor
    /// Whether the name meant something else before, or nothing, or content was missing.
    public let isNew: Bool
    /// What the copy did with each piece of content.
    public let copy: CopyOutcome
    /// The foreign layers of which only the reference is here.
    public let absentForeignLayers: [Descriptor]
    /// The platform of a single manifest that is not the one wanted, which is taken all the same.
    public let otherPlatform: Platform?
    /// The platform of the same name that commands take unless they are told otherwise, where it is not the one that was
    /// pulled now.
    public let preferredPlatform: Platform?
    public let effects: [Effect]
  }

  public func plan(in world: World) async throws -> Planned {
    let remote = try await world.source(for: reference).resolve(reference)
    guard !remote.mediaType.isSchema1 else { throw ImageFormatError.schema1(reference) }
    let local = try? await world.store.resolve(reference)
    return planned(remote, over: local)
  }

  private func planned(_ remote: Descriptor, over local: Descriptor?) -> Planned {
    Planned(
      remote: remote, local: local,
      effects: local?.digest == remote.digest ? [] : [.reference(reference, before: local, after: remote)])
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    let handling = foreignLayers ?? world.settings.current.foreignLayers
    let source = try world.source(for: reference, progress: progress, foreignLayers: handling)
    let selection = PlatformSelection(wanted: platform ?? world.platform)
    return try await world.store.withLease {
      var copy = GraphCopy(from: source, to: world.store, concurrency: concurrency, progress: progress)
      copy.nearer = world.store
      copy.selection = { index in [try selection.choose(from: index.body)] }
      copy.foreignLayers = handling == .fetch ? .copy : .reference
      let (plan, outcome) = try await transfer(plan, by: copy, from: source)
      let image = try await verifyLayers(of: plan.remote, selection, in: world)
      try await name(plan.remote.bare, in: world)
      await world.note(reference.host) { [reference] in $0.see(reference.repository, tag: reference.tag, at: $1) }
      return try await result(plan, outcome, image, selection, in: world)
    }
  }

  /// Copies what was planned. Where the registry does not have what a tag's head named, the tag is read once more, by its
  /// content: a proxy's head may lie, or be old.
  private func transfer(
    _ plan: Planned, by copy: GraphCopy, from source: RegistrySource
  ) async throws -> (Planned, CopyOutcome) {
    do { return (plan, try await copy.run(plan.remote, as: nil)) } catch let error as CopyError
      where reference.digest == nil && error.origin == .source && error.descriptor.digest == plan.remote.digest
    {
      guard case ContentError.notFound = error.underlying,
        let remote = try? await source.resolve(byContentOf: reference)
      else { throw error }
      return (planned(remote, over: plan.local), try await copy.run(remote, as: nil))
    }
  }

  private func result(
    _ plan: Planned, _ outcome: CopyOutcome, _ image: Verified?, _ selection: PlatformSelection, in world: World
  ) async throws -> Result {
    var absent: [Descriptor] = []
    for layer in outcome.foreign where try await !world.store.contains(layer) { absent.append(layer) }
    let platform = image?.configuration.platform
    let isIndex = plan.remote.mediaType.isIndex
    var preferred: Platform?
    if isIndex, let usual = try await LocalImages.presentManifest(plan.remote, in: world),
      usual.digest != image?.manifest,
      usual.body.isImage
    {
      let configuration: Document<ImageConfiguration> = try await world.store.document(of: usual.body.configuration)
      preferred = configuration.body.platform
    }
    return Result(
      reference: reference, root: plan.remote,
      isNew: plan.local?.digest != plan.remote.digest || !outcome.copied.isEmpty, copy: outcome,
      absentForeignLayers: absent,
      otherPlatform: isIndex ? nil : platform.flatMap { $0.satisfies(selection.wanted) ? nil : $0 },
      preferredPlatform: preferred, effects: plan.effects + outcome.copied.map { .contentAdded($0.digest) })
  }

  /// Sets the name, and notes the digest that the registry knows the image by, in one step.
  private func name(_ root: Descriptor, in world: World) async throws {
    let reference = reference
    _ = try await world.store.update { index in
      index.set(reference, to: root)
      index.set(reference.with(digest: root.digest), to: root)
    }
  }

  /// The image that was checked.
  private struct Verified {
    let manifest: Digest
    let configuration: ImageConfiguration
  }

  /// Checks the layers that arrived against the configuration's diffIDs, before anything names the image.
  private func verifyLayers(
    of root: Descriptor, _ selection: PlatformSelection, in world: World
  ) async throws -> Verified? {
    var descriptor = root
    if root.mediaType.isIndex {
      descriptor = try selection.choose(from: try await world.store.document(of: root, as: Index.self).body)
    }
    let manifest: Document<Manifest> = try await world.store.document(of: descriptor)
    guard manifest.body.isImage else { return nil }
    let configuration: Document<ImageConfiguration> = try await world.store.document(of: manifest.body.configuration)
    try await LayerVerification(manifest: manifest.body, configuration: configuration.body).run(in: world.store)
    return Verified(manifest: manifest.digest, configuration: configuration.body)
  }
}
