import ByteStreams
import ContentStore
import ImageSpec
import LayoutStore
import Worlds

/// `images`: lists the images of the store.
public struct ListImages: Verb {
  public static let name = "images"

  /// Which images are meant.
  public let filter: ImageFilter
  /// Whether those are meant too that are there only because others were built on them.
  public let all: Bool
  /// Whether their sizes are to be found out.
  public let measures: Bool

  /// Asks for images.
  public init(_ filter: ImageFilter = ImageFilter(), all: Bool = false, measures: Bool = true) {
    self.filter = filter
    self.all = all
    self.measures = measures
  }

  public var story: Story { Story() }

  /// One image, with those of its names that are meant.
  public struct Listed: Hashable, Sendable {
    /// The image.
    public let image: LocalImage
    /// Its names with tags.
    public let tags: [ImageReference]
    /// Its names by digest.
    public let digests: [ImageReference]
    /// Its uncompressed size in bytes; foreign layers count as their descriptors say. 0 where it was not asked for.
    public let size: Int64
  }

  /// One line of a listing: a name of an image, or an image without a name.
  public struct Row: Hashable, Sendable {
    /// The name, with its tag where it has one; nil for an image that has none.
    public let reference: ImageReference?
    /// The digest that registries know it by, where one is known.
    public let digest: Digest?
    /// The image's id.
    public let id: Digest
    /// When it was made.
    public let created: Timestamp?
    /// Its uncompressed size in bytes.
    public let size: Int64
  }

  /// What was found.
  public struct Result: VerbOutcome {
    /// The images, newest first, then by name.
    public let images: [Listed]
    public var effects: [Effect] { [] }

    /// A row a tag, or one for each of the repository's digests where `mentionsDigests`; a repository that is known by
    /// digest only has one row, or one a digest `withDigests`; an image without a name has one.
    public func rows(withDigests: Bool = false, mentionsDigests: Bool = false) -> [Row] {
      images.flatMap { $0.rows(withDigests, withDigests || mentionsDigests) }
    }
  }

  public func plan(in world: World) async throws -> NothingPlanned { NothingPlanned() }

  public func apply(_ plan: NothingPlanned, in world: World, progress: any ProgressSink) async throws -> Result {
    let images = try await LocalImages(in: world, withParents: all)
    var listed: [Listed] = []
    var known: [Digest: Int64] = [:]
    for image in images.all where try filter.matches(image, in: images) {
      let tags = image.references.filter(filter.matches)
      let digests = image.repositoryDigests.filter(filter.matches)
      guard isMeant(image, tags, digests, in: images) else { continue }
      let size = measures ? try await ImageSize(of: image, in: world.store, known: &known).total : 0
      listed.append(Listed(image: image, tags: tags, digests: digests, size: size))
    }
    if measures { try? await summarize(listed, in: world) }
    return Result(images: listed)
  }

  /// Notes what was found out, which completion tells.
  private func summarize(_ listed: [Listed], in world: World) async throws {
    let known = listed.map { one in
      let image = one.image
      let summary = ImageSummary(
        id: image.id, created: image.created?.seconds, size: one.size,
        platform: image.configuration?.body.platform.description)
      return (image.root.digest, summary)
    }
    try await BlockingThreads.run {
      try world.store.summarize(Dictionary(known) { first, _ in first }, for: world.platform)
    }
  }

  private func isMeant(
    _ image: LocalImage, _ tags: [ImageReference], _ digests: [ImageReference], in images: LocalImages
  ) -> Bool {
    if tags.isEmpty, digests.isEmpty {
      return filter.references.isEmpty && filter.isDangling != false && (all || !images.isIntermediate(image))
    }
    return filter.isDangling != true || tags.isEmpty
  }
}

extension ListImages.Listed {
  fileprivate func rows(_ withDigests: Bool, _ perTag: Bool) -> [ListImages.Row] {
    func row(_ reference: ImageReference?, _ digest: Digest?) -> ListImages.Row {
      ListImages.Row(reference: reference, digest: digest, id: image.id, created: image.created, size: size)
    }
    if tags.isEmpty, digests.isEmpty { return [row(nil, nil)] }
    var rows: [ListImages.Row] = []
    for tag in tags {
      let own = digests.filter { $0.name == tag.name }.map(\.digest)
      rows += (perTag && !own.isEmpty ? own : [nil]).map { row(tag, $0) }
    }
    var shown = Set(tags.map(\.name))
    for digest in digests where !shown.contains(digest.name) {
      rows.append(row(digest.bare, withDigests ? digest.digest : nil))
      if !withDigests { shown.insert(digest.name) }
    }
    return rows
  }
}
