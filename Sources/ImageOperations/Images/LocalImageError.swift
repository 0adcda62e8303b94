import ImageSpec

/// Why a name means no single local image.
public enum LocalImageError: Error, Hashable {
  /// No local image has that name or id.
  case noSuchImage(ImageName)
  /// Several images' ids begin so: their names, or ids where they have none.
  case ambiguousID(ImageName, candidates: [String])
  /// The name is known, but the image's documents are not in the store for this platform.
  case absent(ImageName, Descriptor)
}
