import ImageSpec

/// An image of the store: its root document with everything that it is called.
public struct ImageEntry: Hashable, Sendable {
  /// The manifest or the index that the entries name, without annotations.
  public let descriptor: Descriptor
  /// Its names, tags and repository digests, in the file's order.
  public internal(set) var references: [ImageReference] = []
  /// Who keeps it without a name: containers.
  public internal(set) var keepers: [String] = []
  /// Whether an entry stands for the image itself, under a name or as a dangling one: what is only kept is no image of
  /// the list any more.
  public internal(set) var isListed = false
  /// Names of other tools that are no image references.
  public internal(set) var foreignNames: [String] = []

  init(descriptor: Descriptor) { self.descriptor = descriptor }

  /// The names with a tag.
  public var tags: [ImageReference] { references.filter { $0.digest == nil } }
  /// The repositories that are known to have the image under its digest: docker's `RepoDigests`.
  public var repositoryDigests: [ImageReference] { references.filter { $0.digest != nil } }
  /// Whether it has no name at all: shown as `<none>`, if it is listed.
  public var isNameless: Bool { references.isEmpty && foreignNames.isEmpty }
}
