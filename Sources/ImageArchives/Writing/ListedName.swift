import ImageSpec

/// What an image is called in an archive's lists.
public struct ListedName: Hashable, Sendable {
  /// The text of the layout's `org.opencontainers.image.ref.name`, by which readers of layouts find it.
  public let text: String
  /// The reference that it is, for containerd's annotation and docker's lists; nil for a tag alone.
  public let whole: ImageReference?

  /// A name that is written as it was given.
  public init(_ text: String, whole: ImageReference?) { (self.text, self.whole) = (text, whole) }

  /// A whole name, which stands whole everywhere.
  public init(_ reference: ImageReference) { self.init(reference.description, whole: reference) }
}
