import Archive
import ByteStreams
import ContentStore
import ImageSpec
import LayoutStore
import Worlds

/// `import`: makes an image of one layer out of a file system's archive.
public struct ImportImage: Verb {
  public static let name = "import"

  /// Where the archive comes from.
  public enum Source: Sendable {
    /// A stream, which writes the archive's bytes into a sink.
    case stream(@Sendable (any ByteSink) async throws -> Void)
    /// What a URL serves.
    case url(String)
  }

  /// Where the archive comes from.
  public let source: Source
  /// The image's name, with a tag; nil makes an image without a name.
  public let reference: ImageReference?
  /// What its maker says; nil says where it came from.
  public let message: String?
  /// What is changed in the empty configuration.
  public let changes: [ConfigurationChange]
  /// The platform that it is for; nil for the world's.
  public let platform: Platform?

  /// Asks for an image.
  ///
  /// - Throws: ``Commit/DigestReferenceRefused`` for a name with a digest, which nobody can choose.
  public init(
    from source: Source, as reference: ImageReference?, message: String? = nil, changes: [ConfigurationChange] = [],
    platform: Platform? = nil
  ) throws(Commit.DigestReferenceRefused) {
    if let reference, reference.digest != nil { throw Commit.DigestReferenceRefused(reference: reference) }
    self.source = source
    self.reference = reference?.withDefaultTag
    self.message = message
    self.changes = changes
    self.platform = platform
  }

  public var story: Story { Story(provides: reference.map { [.image(ImageName($0))] } ?? []) }

  /// The image that will be made: the archive was read, so that its digest is known.
  public struct Planned: VerbPlan {
    let layer: Descriptor
    let content: ScratchBlob
    let documents: AuthoredDocuments
    public let effects: [Effect]

    public var newImages: [Digest: Digest] { documents.id }
  }

  /// What was made.
  public struct Result: VerbOutcome {
    /// The image's id.
    public let id: Digest
    /// Its manifest.
    public let manifest: Descriptor
    public let effects: [Effect]
  }

  public func plan(in world: World) async throws -> Planned {
    let platform = platform ?? world.platform
    var parameters = ExecutionParameters()
    try parameters.apply(changes, for: platform)
    // A file without a name: gone with the plan, whatever becomes of it.
    let file = try await BlockingThreads.run { try world.store.openScratchFile() }
    let (layer, diffID) = try await UnreadableArchive.naming {
      let sink = try ImportedLayer(into: file)
      try await read(into: sink, in: world)
      return try await BlockingThreads.run { try sink.finish() }
    }
    let now = world.clock.now().description
    let configuration = ImageConfiguration(
      created: now, platform: platform, execution: parameters.ofImage.object, diffIDs: [diffID],
      history: [HistoryEntry(created: now, comment: message ?? "Imported from \(origin)")])
    let new = try AuthoredDocuments(configuration: configuration.encoded(), isDocker: false) {
      Manifest(configuration: $0, layers: [layer])
    }
    return Planned(
      layer: layer, content: ScratchBlob(file: file), documents: new,
      effects: try await new.effects(naming: reference, in: world.store))
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    try await world.store.withLease {
      try await world.store.push(plan.layer, from: plan.content, progress: { _ in })
      try await plan.documents.push(to: world.store)
      let (manifest, reference) = (plan.documents.manifest, reference)
      let update = try await world.store.update { index in
        if let reference { index.set(reference, to: manifest) } else { index.add(manifest) }
      }
      return Result(id: plan.documents.configuration.digest, manifest: manifest, effects: update.effects)
    }
  }

  private func read(into sink: any ByteSink, in world: World) async throws {
    switch source {
    case .stream(let produce): try await produce(sink)
    case .url(let url): try await world.download(url, into: sink)
    }
  }

  /// What docker calls the source: a file goes to its engine as a stream.
  private var origin: String {
    switch source {
    case .stream: "-"
    case .url(let url): url
    }
  }

  /// The archive is compressed in a way that no layer is.
  public struct UnsupportedCompression: Error, Hashable {
    /// The program that makes and unpacks it.
    public let program: String
  }
}
