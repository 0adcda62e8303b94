import ImageSpec

/// An image as `save` is asked for one: a name with a tag is that name, a name without one stands for all tags of its
/// repository, and an id or a digest for the image without any name.
public struct SavedName: Hashable, Sendable {
  /// What was written.
  public let text: String
  private let name: ImageName
  private let isRepository: Bool

  /// Reads a name.
  ///
  /// - Throws: `ReferenceError` when it is neither a reference nor an id.
  public init(parsing text: String) throws(ReferenceError) {
    self.text = text
    name = try ImageName(parsing: text)
    let reference = try? ImageReference(parsing: text)
    isRepository = reference.map { $0.tag == nil && $0.digest == nil } ?? false
  }

  /// What the lint takes it for.
  var fact: Story.Fact { .image(name) }

  /// The images that are meant, each with the names that go with it.
  ///
  /// - Throws: ``LocalImageError``.
  func images(in images: LocalImages) throws -> [(image: LocalImage, names: [ImageReference])] {
    if isRepository, let repository = name.reference?.name {
      let named = images.all.compactMap { image -> (image: LocalImage, names: [ImageReference])? in
        let names = image.references.filter { $0.name == repository }
        return names.isEmpty ? nil : (image, names)
      }
      if !named.isEmpty { return named.sorted { $0.names[0] < $1.names[0] } }
    }
    let image = try images.find(name)
    let isTag = name.reference.map { $0.digest == nil && image.references.contains($0) } ?? false
    return [(image, isTag ? [name.reference].compactMap { $0 } : [])]
  }
}
