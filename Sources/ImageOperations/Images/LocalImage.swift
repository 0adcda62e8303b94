import ContentStore
import ImageSpec

/// An image in the store: what a name or a nameless entry means there.
public struct LocalImage: Sendable, Hashable {
  /// What the names mean: a manifest or an index.
  public let root: Descriptor
  /// The manifest that stands for the image here: the root, or the entry of the index that is present.
  public let manifest: Document<Manifest>
  /// The image's configuration; nil for an artifact that is no image.
  public let configuration: Document<ImageConfiguration>?
  /// Its names with tags, sorted.
  public let references: [ImageReference]
  /// Its names by digest, as registries serve it, sorted.
  public let repositoryDigests: [ImageReference]
  /// The manifests of the images that were committed over it here.
  public var children: [Digest] = []

  /// The image's id: its configuration's digest, or an artifact's manifest digest.
  public var id: Digest { configuration?.digest ?? manifest.digest }

  /// When it was made.
  public var created: Timestamp? { configuration?.body.created.flatMap { Timestamp(parsing: $0) } }

  /// Whether nothing names it.
  public var isDangling: Bool { references.isEmpty }
}
