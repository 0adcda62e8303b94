import Archive
import ImageSpec

/// A layer of the image that a container starts from.
public struct BaseLayer: Sendable {
  /// Its blob.
  public let descriptor: Descriptor
  /// Its table of contents.
  public let index: FileIndex

  /// Names a layer.
  public init(descriptor: Descriptor, index: FileIndex) {
    self.descriptor = descriptor
    self.index = index
  }
}

/// What stands at a path of the merged root file system.
struct RootEntry: Hashable, Sendable {
  enum Origin: Hashable, Sendable {
    /// A layer, counted from the lowest, and where its data begins in the uncompressed archive.
    case layer(Int, offset: Int64)
    /// The container's changes, and the number of the data file.
    case change(data: Int64?)
    /// A folder that no layer has an entry of, but something in it.
    case implied
  }

  /// The path from the archive's root, spelled as it is there.
  var path: ArchivePath
  var entry: TarEntry
  var origin: Origin

  var isFolder: Bool { entry.kind == .directory }

  static func impliedFolder(_ path: ArchivePath) -> RootEntry {
    RootEntry(path: path, entry: TarEntry(name: path.description, kind: .directory, mode: 0o755), origin: .implied)
  }
}
