import ContentStore
import ImageSpec
import RegistryClient
import Worlds

/// What a registry holds under a name, without fetching any layer.
public struct InspectRemote: Verb {
  public static let name = "inspect"

  /// The image.
  public let reference: ImageReference
  /// The platform whose image is meant; nil for what the name itself means.
  public let platform: Platform?
  /// How many manifests of an index are asked for at once.
  private static let concurrency = 4

  /// Asks about an image in a registry.
  public init(_ reference: ImageReference, platform: Platform? = nil) {
    self.reference = reference.withDefaultTag
    self.platform = platform
  }

  public var story: Story { Story(requires: [.remote(reference)]) }

  /// One image: its manifest, and its configuration where it has one.
  public struct Image: Hashable, Sendable {
    /// What an index says of it, or its descriptor alone.
    public let descriptor: Descriptor
    /// The manifest.
    public let manifest: Document<Manifest>
    /// The configuration; nil for an artifact that is no image.
    public let configuration: Document<ImageConfiguration>?

    /// The bytes that a pull would fetch: the layers and the configuration.
    public var size: Int64 { manifest.body.transferSize }
  }

  /// An image of a list.
  public struct Entry: Hashable, Sendable {
    /// What the list says of it.
    public let descriptor: Descriptor
    /// The manifest; nil where the registry has it not, as after a copy of some platforms only, and for a list in the
    /// list.
    public let manifest: Document<Manifest>?
  }

  /// What a name means.
  public enum Content: Hashable, Sendable {
    /// An image, or the one of a platform.
    case image(Image)
    /// A list of images, in its order; what is no image of a platform is left out of them.
    case index(Document<Index>, [Entry])
  }

  /// What was found.
  public struct Result: VerbOutcome {
    /// The name.
    public let reference: ImageReference
    /// What it means in the registry.
    public let root: Descriptor
    /// That document's bytes, as they were served.
    public let bytes: [UInt8]
    /// What they say.
    public let content: Content
    public var effects: [Effect] { [] }
  }

  public func plan(in world: World) async throws -> NothingPlanned { NothingPlanned() }

  public func apply(_ plan: NothingPlanned, in world: World, progress: any ProgressSink) async throws -> Result {
    let source = try world.source(for: reference, progress: progress)
    let root = try await source.resolve(reference)
    guard !root.mediaType.isSchema1 else { throw ImageFormatError.schema1(reference) }
    guard root.mediaType.isIndex else {
      let image = try await Self.image(root, from: source)
      return Result(reference: reference, root: root, bytes: image.manifest.bytes, content: .image(image))
    }
    let index = try await source.document(of: root, as: Index.self)
    if let platform {
      let entry = try PlatformSelection(wanted: platform).choose(from: index.body)
      let image = try await Self.image(entry, from: source)
      return Result(reference: reference, root: root, bytes: index.bytes, content: .image(image))
    }
    let entries = try await Self.entries(index.body.images, from: source)
    return Result(reference: reference, root: root, bytes: index.bytes, content: .index(index, entries))
  }

  private static func image(_ descriptor: Descriptor, from source: any ContentFetcher) async throws -> Image {
    let manifest = try await source.document(of: descriptor, as: Manifest.self)
    let configuration: Document<ImageConfiguration>? =
      manifest.body.isImage ? try await source.document(of: manifest.body.configuration) : nil
    return Image(descriptor: descriptor, manifest: manifest, configuration: configuration)
  }

  /// The manifests of a list, a few at once, in the list's order.
  private static func entries(_ images: [Descriptor], from source: any ContentFetcher) async throws -> [Entry] {
    try await withThrowingTaskGroup(of: (Int, Entry).self) { group in
      var entries: [Int: Entry] = [:]
      for (place, image) in images.enumerated() {
        if place >= concurrency, let (done, entry) = try await group.next() { entries[done] = entry }
        group.addTask {
          guard image.mediaType.isManifest else { return (place, Entry(descriptor: image, manifest: nil)) }
          do {
            return (place, Entry(descriptor: image, manifest: try await source.document(of: image, as: Manifest.self)))
          } catch ContentError.notFound { return (place, Entry(descriptor: image, manifest: nil)) }
        }
      }
      for try await (done, entry) in group { entries[done] = entry }
      return images.indices.compactMap { entries[$0] }
    }
  }
}

extension Manifest {
  /// The bytes that a pull of it fetches at most: the configuration and the layers.
  public var transferSize: Int64 {
    layers.reduce(configuration.size) { sum, layer in
      let (next, overflows) = sum.addingReportingOverflow(layer.size)
      return overflows ? .max : next
    }
  }
}
