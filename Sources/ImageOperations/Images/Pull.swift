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
  /// How many layers move at once.
  public let concurrency: Int

  /// Asks for an image; `latest` where the reference has neither tag nor digest.
  public init(_ reference: ImageReference, platform: Platform? = nil, concurrency: Int = 3) {
    self.reference = reference.withDefaultTag
    self.platform = platform
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
    /// Whether the name meant something else before, or nothing.
    public let isNew: Bool
    /// What the copy did with each piece of content.
    public let copy: CopyOutcome
    /// The platform of a single manifest that is not the one wanted, which is taken all the same.
    public let otherPlatform: Platform?
    public let effects: [Effect]
  }

  public func plan(in world: World) async throws -> Planned {
    let remote = try await world.source(for: reference).resolve(reference)
    guard !remote.mediaType.isSchema1 else { throw ImageFormatError.schema1(reference) }
    let local = try? await world.store.resolve(reference)
    return Planned(
      remote: remote, local: local,
      effects: local?.digest == remote.digest ? [] : [.reference(reference, before: local, after: remote)])
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    let source = try world.source(for: reference, progress: progress)
    return try await world.store.withLease {
      let selection = PlatformSelection(wanted: platform ?? world.platform)
      var copy = GraphCopy(from: source, to: world.store, concurrency: concurrency, progress: progress)
      copy.nearer = world.store
      copy.selection = { index in [try selection.choose(from: index.body)] }
      let outcome = try await copy.run(plan.remote, as: nil)
      let image = try await verifyLayers(of: plan.remote, selection, in: world)
      try await name(plan.remote.bare, in: world)
      let effects = plan.effects + outcome.copied.map { .contentAdded($0.digest) }
      let other = image.flatMap { $0.platform.satisfies(selection.wanted) ? nil : $0.platform }
      return Result(
        reference: reference, root: plan.remote, isNew: plan.local?.digest != plan.remote.digest, copy: outcome,
        otherPlatform: plan.remote.mediaType.isIndex ? nil : other, effects: effects)
    }
  }

  /// Sets the name, and notes the digest that the registry knows the image by, in one step.
  private func name(_ root: Descriptor, in world: World) async throws {
    let reference = reference
    _ = try await world.store.update { index in
      index.set(reference, to: root)
      index.set(reference.with(digest: root.digest), to: root)
    }
  }

  /// Checks the layers that arrived against the configuration's diffIDs, before anything names the image.
  private func verifyLayers(
    of root: Descriptor, _ selection: PlatformSelection, in world: World
  ) async throws -> ImageConfiguration? {
    var descriptor = root
    if root.mediaType.isIndex {
      descriptor = try selection.choose(from: try await world.store.document(of: root, as: Index.self).body)
    }
    let manifest: Document<Manifest> = try await world.store.document(of: descriptor)
    guard manifest.body.isImage else { return nil }
    let configuration: Document<ImageConfiguration> = try await world.store.document(of: manifest.body.configuration)
    try await LayerVerification(manifest: manifest.body, configuration: configuration.body).run(in: world.store)
    return configuration.body
  }
}
