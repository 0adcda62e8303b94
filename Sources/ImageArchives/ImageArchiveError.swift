import ImageSpec

/// Why an archive or a layout is not read as one, or an image not written into one.
public enum ImageArchiveError: Error, Hashable {
  /// It has no file that says which images it holds: `manifest.json`, `repositories`, or `oci-layout` and `index.json`.
  case noImages
  /// `oci-layout` names a version that we don't know; what it names, if anything.
  case unknownLayoutVersion(String?)
  /// A file that the archive's own lists name is not in it.
  case missing(String)
  /// Two entries have one name, so that readers would differ.
  case repeatedName(String)
  /// An entry that has to be a file is a device, or stored as a sparse map.
  case notAFile(String)
  /// A link leads out of the archive, or to no end.
  case linkLeaves(String)
  /// A list or a configuration is longer than allowed, in bytes.
  case tooLarge(String, limit: Int)
  /// A list or a configuration is not what its format says.
  case malformed(String, DocumentError)
  /// A file that is named after its digest holds something else.
  case wrongDigest(String, found: Digest)
  /// The list names another number of layers than the configuration.
  case layerCount(String, listed: Int, configured: Int)
  /// A name in the archive is no image reference.
  case invalidName(String, ReferenceError)
  /// Image entries of the oldest generation name one another as parents without end.
  case endlessAncestry(String)
  /// There is no image of that name; the names that there are.
  case noSuchImage(String, known: [String])
  /// The archive holds several images, and nobody said which; the names that there are.
  case severalImages(known: [String])
  /// The archive holds no image at all.
  case empty
  /// The format has no place for an artifact that is no image.
  case artifact(Digest)
  /// Two pushes into one archive ran at once, or one came after a failed one.
  case outOfTurn
}

/// What is refused of archives whatever they say.
public struct ArchiveLimits: Sendable {
  /// The entries of an archive: an image has a few dozen.
  public var entries = 100_000
  /// The bytes of a list of images.
  public var listSize = 16 << 20
  /// The images of an archive.
  public var images = 10_000
  /// How many links stand between a name and its file.
  public var links = 8
  /// The generations of an image of the oldest generation.
  public var ancestors = 1_000

  /// The limits that archives are read with.
  public init() {}
}
