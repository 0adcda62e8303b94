import ImageSpec
import LayoutStore

/// A name of an image in the store, or an image without one, with what is known of it.
public struct LocalName: Hashable, Sendable {
  /// The familiar name with its tag; nil for an image that has none.
  public let name: String?
  /// The digest of the document that the name means.
  public let root: Digest
  /// The image's id; nil where nobody looked at it yet.
  public let id: Digest?
  /// When the image was made.
  public let created: Timestamp?
  /// Its uncompressed size in bytes, where it is known.
  public let size: Int64?
  /// What it runs on, `linux/amd64`, where it says so.
  public let platform: String?

  init(_ entry: NameList.Entry) {
    name = entry.name
    root = entry.root
    id = entry.summary?.id
    created = entry.summary?.created.map { Timestamp(seconds: $0) }
    size = entry.summary?.size
    platform = entry.summary?.platform
  }
}
