import ContentStore
import ImageArchives
import ImageSpec
import LayoutStore
import RegistryClient
import Worlds

/// `copy`: moves an image between registries, the store, layouts and archives, from one side to the other without
/// passing through a third.
///
/// Documents keep their bytes, and so every digest stays. Of an index one platform's image is taken, or the whole with
/// everything in it, attestations too. Within one registry, blobs are mounted where the registry can.
public struct CopyImage: Verb {
  public static let name = "copy"

  /// Where from.
  public let source: CopySource
  /// Where to.
  public let destination: CopyDestination
  /// What of an index is taken.
  public let scope: CopyScope

  /// Asks for a copy.
  ///
  /// - Throws: ``Push/DigestReferenceRefused`` for a registry's name by digest, which names nothing to be set.
  public init(
    from source: CopySource, to destination: CopyDestination, scope: CopyScope = .platform(nil)
  ) throws(Push.DigestReferenceRefused) {
    self.source = source
    self.scope = scope
    switch destination {
    case .registry(let reference):
      guard reference.digest == nil else { throw Push.DigestReferenceRefused(reference: reference) }
      self.destination = .registry(reference.withDefaultTag)
    case .store(let reference): self.destination = .store(reference.withDefaultTag)
    case .layout, .archive: self.destination = destination
    }
  }

  public var story: Story {
    var story = Story()
    switch source {
    case .registry(let reference): story.requires.append(.remote(reference.withDefaultTag))
    case .store(let name): story.requires.append(.image(name))
    case .archive: break
    }
    switch destination {
    case .registry(let reference):
      story.requires.append(.credential(reference.host))
      story.provides.append(.remote(reference))
    case .store(let reference): story.provides.append(.image(ImageName(reference)))
    case .layout(let path, _): story.provides.append(.file(path))
    case .archive(let output, _, _): if let name = output.name { story.provides.append(.file(name)) }
    }
    return story
  }

  /// What will be copied.
  public struct Planned: VerbPlan {
    /// What the name will mean at the destination.
    public let root: Descriptor
    let content: any ContentFetcher
    let presence: ContentPresence
    /// The manifest of one platform, of several.
    let listed: Document<Manifest>?
    /// The index that one entry is taken from.
    let index: Document<Index>?
    public let effects: [Effect]
    public let bytes: PlannedBytes
  }

  /// What was copied.
  public struct Result: VerbOutcome {
    /// What the name means at the destination.
    public let root: Descriptor
    /// The image's manifest, if it is one.
    public let platform: Platform?
    /// How many platforms the source's index has, where one was taken of it; nil where everything was.
    public let offered: Int?
    /// What the copy did with each piece of content.
    public let copy: CopyOutcome
    public let effects: [Effect]
  }

  /// Only a part of an index is here, and the destination would refuse one that is not whole.
  public struct PartOfIndex: Error, Hashable {
    /// The index.
    public let root: Descriptor
    /// The platforms that are not here.
    public let missing: [Platform]
  }

  public func plan(in world: World) async throws -> Planned {
    let (content, root, store) = try await open(in: world)
    if root.mediaType.isSchema1, case .registry(let reference) = source { throw ImageFormatError.schema1(reference) }
    let narrowed = try await narrow(root, of: content, in: world)
    let presence = try await ContentPresence(of: narrowed.root, in: content, checkedBy: store) { index in
      narrowed.entry.map { [$0] } ?? index.body.manifests
    }
    guard !presence.isEmpty else { throw ArchivedContentMissing(root: narrowed.root) }
    try checkWhole(narrowed.root, presence, narrowed.index)
    let listed = try listed(presence, narrowed.root)
    return Planned(
      root: narrowed.root.bare, content: content, presence: presence, listed: listed, index: narrowed.index,
      effects: try await effects(of: narrowed.root.bare, in: world), bytes: PlannedBytes(sent: presence.bytes))
  }

  /// The source, its root, and who can be asked what is there; a registry has all that it lists.
  private func open(
    in world: World
  ) async throws -> (any ContentFetcher, Descriptor, (any ContentChecker)?) {
    switch source {
    case .registry(let reference):
      let repository = try world.source(for: reference)
      let root = try await repository.resolve(reference.withDefaultTag)
      return (RememberedDocuments(repository), root, nil)
    case .store(let name):
      return (world.store, try await LocalImages(in: world).find(name).root, world.store)
    case .archive(let archive, let image): return (archive, try archive.image(image).root, archive)
    }
  }

  /// The root that is copied: of an index the wanted entry, unless the store takes it, which keeps the index as a pull
  /// does.
  private func narrow(
    _ root: Descriptor, of content: any ContentFetcher, in world: World
  ) async throws -> (root: Descriptor, entry: Descriptor?, index: Document<Index>?) {
    guard root.mediaType.isIndex else { return (root, nil, nil) }
    let index: Document<Index> = try await content.document(of: root)
    guard case .platform(let wanted) = scope else { return (root, nil, nil) }
    var entry: Descriptor?
    if wanted == nil, case .store = source {
      entry = try await LocalImages.presentManifest(root, in: world)?.descriptor
    }
    let chosen = try entry ?? PlatformSelection(wanted: wanted ?? world.platform).choose(from: index.body)
    if case .store = destination { return (root, chosen, index) }
    return (chosen, nil, index)
  }

  /// A registry takes an index only when all its entries are there.
  private func checkWhole(_ root: Descriptor, _ presence: ContentPresence, _ index: Document<Index>?) throws {
    guard case .registry = destination, !presence.absent.isEmpty else { return }
    throw PartOfIndex(root: root, missing: presence.absent.compactMap(\.platform))
  }

  /// The manifest that docker's list in an archive names.
  private func listed(_ presence: ContentPresence, _ root: Descriptor) throws -> Document<Manifest>? {
    guard case .archive(_, .docker, _) = destination else { return nil }
    guard let manifest = presence.manifests.first(where: { $0.body.isImage }) else {
      throw ImageArchiveError.artifact(root.digest)
    }
    if let layer = manifest.body.layers.first(where: { $0.mediaType.isNonDistributable }), presence.lacksForeignLayers {
      throw ImageFormatError.layerAbsent(layer)
    }
    return manifest
  }

  private func effects(of root: Descriptor, in world: World) async throws -> [Effect] {
    switch destination {
    case .registry(let reference):
      let before = try await world.remoteDigest(of: reference)
      return before == root.digest ? [] : [.remoteReference(reference, before: before, after: root.digest)]
    case .store(let reference):
      let before = try? await world.store.resolve(reference)
      return before?.digest == root.digest ? [] : [.reference(reference, before: before, after: root)]
    case .layout, .archive: return []
    }
  }
}
