import ImageArchives
import ImageSpec

/// Where `copy` takes an image from.
public enum CopySource: Sendable {
  /// A registry.
  case registry(ImageReference)
  /// The store, by name or id.
  case store(ImageName)
  /// An archive or a layout that is open; an image of it by name, or the only one.
  case archive(ImageArchive, image: String?)
}

/// Where `copy` puts an image.
public enum CopyDestination: Sendable {
  /// A registry.
  case registry(ImageReference)
  /// The store, under a name.
  case store(ImageReference)
  /// An OCI image layout in a folder, by its path; with the text of the image's name there.
  case layout(path: String, name: String?)
  /// A new archive, with the text of the image's name there.
  case archive(ArchiveOutput, ArchiveWriter.Format, name: String?)
}

/// What of an index `copy` takes.
public enum CopyScope: Hashable, Sendable {
  /// Every entry, and the index with them.
  case whole
  /// The entry for a platform, the world's if nil.
  case platform(Platform?)
}
