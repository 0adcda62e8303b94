import ImageSpec

/// What a verb needs and leaves behind, known from its arguments alone.
///
/// A page's steps are linked by these facts: the lint finds uses before definitions with them, and a failed step makes
/// those that need its facts meaningless.
public struct Story: Hashable, Sendable {
  /// What must be there before.
  public var requires: [Fact]
  /// What is there afterwards.
  public var provides: [Fact]
  /// What is gone afterwards.
  public var removes: [Fact]

  /// Tells a story.
  public init(requires: [Fact] = [], provides: [Fact] = [], removes: [Fact] = []) {
    self.requires = requires
    self.provides = provides
    self.removes = removes
  }

  /// Something that verbs link to one another.
  public enum Fact: Hashable, Sendable {
    /// A local image, by normalised name or by id as written.
    case image(ImageName)
    /// A container by its name or id as written.
    case container(String)
    /// A credential for a registry.
    case credential(RegistryHost)
    /// A name in a registry.
    case remote(ImageReference)
    /// A file of the working folder.
    case file(String)
  }
}
