import ContentStore
import ImageSpec
import RegistryClient
import Worlds

/// What tags mean in a registry, found out tag by tag: `registry tags` with digests, sizes, dates and platforms.
public struct DescribeTags: Verb {
  public static let name = "registry tags"

  /// How much is found out.
  public enum Depth: Comparable, Sendable {
    /// The digest alone, which costs nothing of a pull limit.
    case digests
    /// The manifest and the configuration, which each count as a pull where pulls are counted.
    case images
  }

  /// The repository.
  public let repository: ImageReference
  /// The tags.
  public let tags: [Tag]
  /// How much is found out.
  public let depth: Depth

  /// Asks what tags mean.
  public init(_ repository: ImageReference, _ tags: [Tag], depth: Depth) {
    self.repository = repository.bare
    self.tags = tags
    self.depth = depth
  }

  public var story: Story { Story() }

  /// A tag and what it means.
  public struct Row: Sendable {
    /// The tag.
    public let tag: Tag
    /// What it names; nil for a tag that went meanwhile.
    public let root: Descriptor?
    /// The size of the image for the world's platform, as it is stored; nil where there is none.
    public let size: Int64?
    /// When the image was made.
    public let created: Timestamp?
    /// The platforms that there are.
    public let platforms: [Platform]

    /// States what is known of a tag.
    public init(
      tag: Tag, root: Descriptor? = nil, size: Int64? = nil, created: Timestamp? = nil, platforms: [Platform] = []
    ) {
      self.tag = tag
      self.root = root
      self.size = size
      self.created = created
      self.platforms = platforms
    }
  }

  /// What was found.
  public struct Result: VerbOutcome {
    /// The tags in the order in which they were asked for.
    public let rows: [Row]
    public var effects: [Effect] { [] }
  }

  /// How many tags are asked for at once.
  private static let concurrency = 6

  public func plan(in world: World) async throws -> NothingPlanned { NothingPlanned() }

  public func apply(_ plan: NothingPlanned, in world: World, progress: any ProgressSink) async throws -> Result {
    let source = try world.source(for: repository, progress: progress)
    let rows = try await tags.concurrentMap(atOnce: Self.concurrency) { tag in
      try await row(tag, from: source, for: world.platform)
    }
    return Result(rows: rows)
  }

  private func row(_ tag: Tag, from source: RegistrySource, for platform: Platform) async throws -> Row {
    let root: Descriptor
    do { root = try await source.resolve(repository.with(tag: tag)) } catch ContentError.unknownReference {
      return Row(tag: tag)
    }
    guard depth == .images, root.mediaType.isDocument else {
      return Row(tag: tag, root: root)
    }
    var chosen: Descriptor? = root
    var platforms: [Platform] = []
    if root.mediaType.isIndex {
      let index: Index = try await source.document(of: root).body
      platforms = index.images.compactMap(\.platform)
      chosen = PlatformSelection(wanted: platform).matches(in: index).first ?? index.images.first
    }
    guard let chosen, chosen.mediaType.isManifest else {
      return Row(tag: tag, root: root, platforms: platforms)
    }
    let manifest: Manifest = try await source.document(of: chosen).body
    let size = manifest.layers.reduce(manifest.configuration.size) { $0 + $1.size }
    guard manifest.isImage else { return Row(tag: tag, root: root, size: size, platforms: platforms) }
    let configuration: ImageConfiguration = try await source.document(of: manifest.configuration).body
    return Row(
      tag: tag, root: root, size: size, created: configuration.created.flatMap { Timestamp(parsing: $0) },
      platforms: platforms.isEmpty ? [configuration.platform] : platforms)
  }
}

extension Array where Element: Sendable {
  /// The results of an operation on each element, a few at once, in the elements' order; the first error ends it.
  func concurrentMap<Result: Sendable>(
    atOnce limit: Int, _ body: @escaping @Sendable (Element) async throws -> Result
  ) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      var rest = enumerated().makeIterator()
      func next() {
        guard let (index, element) = rest.next() else { return }
        group.addTask { (index, try await body(element)) }
      }
      for _ in 0..<limit { next() }
      var results: [(Int, Result)] = []
      while let result = try await group.next() {
        results.append(result)
        next()
      }
      return results.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}
