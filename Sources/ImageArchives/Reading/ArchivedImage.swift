import ContentStore
import ImageSpec

/// An image of an archive or a layout: its root document and what it is called there.
public struct ArchivedImage: Hashable, Sendable {
  /// The manifest or the index, without annotations.
  public let root: Descriptor
  /// Its names, in the archive's order.
  public internal(set) var names: [ImageReference]
  /// Names that are no whole ones: tags alone, as `skopeo copy … oci:FOLDER:TAG` gives them.
  public internal(set) var tags: [String]
  /// Whether the manifest was made here, because the format has none.
  public let isAuthored: Bool

  init(root: Descriptor, names: [ImageReference] = [], tags: [String] = [], isAuthored: Bool = false) {
    (self.root, self.names, self.tags, self.isAuthored) = (root, names, tags, isAuthored)
  }

  /// Everything that it can be asked for by, as people write it.
  public var labels: [String] { names.map(\.familiar) + tags }
}

/// A format that holds images, read: which there are, and where their content lies.
protocol ArchiveReader: ContentFetcher {
  var images: [ArchivedImage] { get }

  /// Whether the archive has all bytes of some content.
  func holds(_ descriptor: Descriptor) -> Bool
}
