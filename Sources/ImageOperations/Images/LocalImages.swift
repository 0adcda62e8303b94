import ByteStreams
import ContentStore
import ImageSpec
import LayoutStore
import Worlds

/// The images of a world's store, read once: the questions that verbs ask about them.
public struct LocalImages: Sendable {
  /// All images, newest first, then by name.
  public let all: [LocalImage]

  /// Reads the store. Entries whose documents are absent or damaged are left out, and images that are only kept for a
  /// container or, unless `withParents` asks for them, for an image that was made of them.
  public init(in world: World, withParents: Bool = false) async throws {
    let entries = try await world.store.images()
    let children = Dictionary(entries.map { ($0.descriptor.digest, $0.children) }) { $0 + $1 }
    let roots = Set(entries.filter(\.isListed).map(\.descriptor.digest))
    let wanted = entries.filter { $0.isListed || (withParents && $0.children.contains(where: roots.contains)) }
    var images: [LocalImage] = []
    var parents: [LocalImage] = []
    for (entry, image) in zip(wanted, try await Self.read(wanted, in: world)) {
      guard var image else { continue }
      // A container stands on a manifest, though it was made of an index that names it.
      if image.manifest.digest != image.root.digest { image.children += children[image.manifest.digest] ?? [] }
      if entry.isListed { images.append(image) } else { parents.append(image) }
    }
    let listed = Set(images.map(\.id))
    all = Self.sorted(images + parents.filter { !listed.contains($0.id) })
  }

  private init(_ images: [LocalImage]) { all = images }

  /// The images that were committed here over one: docker's children. Being built elsewhere on the same layers makes no
  /// children.
  public func children(of image: LocalImage) -> [LocalImage] {
    all.filter { $0.id != image.id && image.children.contains($0.manifest.digest) }
  }

  /// The image that one was committed over here, if it is still in the list.
  public func parent(of image: LocalImage) -> LocalImage? {
    all.first { $0.id != image.id && $0.children.contains(image.manifest.digest) }
  }

  /// The images as they are once names went, and some images with all their names.
  func without(_ names: Set<ImageReference>, _ deleted: Set<Digest>) -> LocalImages {
    let rest = all.filter { !deleted.contains($0.id) }.map { image in
      LocalImage(
        root: image.root, manifest: image.manifest, configuration: image.configuration,
        references: image.references.filter { !names.contains($0) },
        repositoryDigests: image.repositoryDigests.filter { !names.contains($0) }, children: image.children)
    }
    return LocalImages(rest)
  }

  /// Newest first, then by name.
  private static func sorted(_ images: [LocalImage]) -> [LocalImage] {
    let keyed = images.map { image in
      (image: image, created: image.created ?? .epoch, name: image.references.first?.familiar ?? "")
    }
    return keyed.sorted { left, right in
      if left.created != right.created { return left.created > right.created }
      return left.name == right.name ? left.image.id < right.image.id : left.name < right.name
    }.map(\.image)
  }

  /// How many images are read by one thread in a row.
  private static let batch = 500

  /// The images that entries stand for, in their order; nil for those that can't be read.
  private static func read(_ entries: [ImageEntry], in world: World) async throws -> [LocalImage?] {
    let batches = stride(from: 0, to: entries.count, by: batch).map { entries[$0..<min($0 + batch, entries.count)] }
    return try await batches.concurrentMap(atOnce: 4) { entries in
      try await BlockingThreads.run { entries.map { read($0, in: world) } }
    }.flatMap { $0 }
  }

  /// The image that an entry stands for. Blocks.
  private static func read(_ entry: ImageEntry, in world: World) -> LocalImage? {
    guard let manifest = heldManifest(entry.descriptor, in: world) else { return nil }
    var configuration: Document<ImageConfiguration>?
    if manifest.body.isImage {
      configuration = world.store.wholeDocument(of: manifest.body.configuration)
      if configuration == nil { return nil }
    }
    return LocalImage(
      root: entry.descriptor, manifest: manifest, configuration: configuration,
      references: entry.tags.sorted(),
      repositoryDigests: entry.repositoryDigests.sorted(), children: entry.children)
  }

  /// The root itself, or of an index the best entry that is in the store.
  static func presentManifest(_ root: Descriptor, in world: World) async throws -> Document<Manifest>? {
    try await BlockingThreads.run { heldManifest(root, in: world) }
  }

  /// See ``presentManifest(_:in:)``. Blocks.
  private static func heldManifest(_ root: Descriptor, in world: World) -> Document<Manifest>? {
    guard root.mediaType.isIndex else { return world.store.wholeDocument(of: root) }
    guard let index = world.store.wholeDocument(of: root, as: Index.self) else { return nil }
    let preferred = PlatformSelection(wanted: world.platform).matches(in: index.body)
    return (preferred + index.body.images).lazy.compactMap { world.store.wholeDocument(of: $0) }.first
  }

  /// The image that a name means.
  ///
  /// - Throws: ``LocalImageError``.
  public func find(_ name: ImageName) throws -> LocalImage {
    if let reference = name.reference, let image = named(reference) { return image }
    if let prefix = name.idPrefix {
      let matches = all.filter { $0.id.hex.hasPrefix(prefix) || $0.manifest.digest.hex == prefix }
      if let first = matches.first {
        guard Set(matches.map(\.id)).count == 1 else {
          throw LocalImageError.ambiguousID(
            name, candidates: matches.map { $0.references.first?.familiar ?? $0.id.short })
        }
        return first
      }
    }
    throw LocalImageError.noSuchImage(name)
  }

  /// The image that a name means, of one platform.
  ///
  /// - Throws: ``LocalImageError``, ``LocalImageError/noSuchImage(_:)`` too where the name means an image of other
  ///   platforms.
  func find(_ name: ImageName, for platform: Platform?, in world: World) async throws -> LocalImage {
    let found = try find(name)
    guard let platform else { return found }
    if found.configuration?.body.platform.satisfies(platform) ?? false { return found }
    guard found.root.mediaType.isIndex,
      let index = try? await world.store.document(of: found.root, as: Index.self)
    else { throw LocalImageError.noSuchImage(name) }
    for entry in PlatformSelection(wanted: platform).matches(in: index.body) where try await world.store.contains(entry)
    {
      guard let manifest = try? await world.store.document(of: entry, as: Manifest.self), manifest.body.isImage,
        let configuration = try? await world.store.document(
          of: manifest.body.configuration, as: ImageConfiguration.self)
      else { continue }
      return LocalImage(
        root: found.root, manifest: manifest, configuration: configuration, references: found.references,
        repositoryDigests: found.repositoryDigests)
    }
    throw LocalImageError.noSuchImage(name)
  }

  /// The image with a tag or a repository digest.
  public func named(_ reference: ImageReference) -> LocalImage? {
    guard let digest = reference.digest else { return all.first { $0.references.contains(reference) } }
    return all.first { image in
      (image.root.digest == digest || image.manifest.digest == digest)
        && (image.repositoryDigests + image.references).contains { $0.name == reference.name }
    }
  }

  /// The images of an id: an image that several roots hold, as an index and its manifest do.
  public func with(id: Digest) -> [LocalImage] { all.filter { $0.id == id } }
}

extension Timestamp {
  /// 1970-01-01, for images that say nothing of when they were made.
  static let epoch = Timestamp(seconds: 0)
}
