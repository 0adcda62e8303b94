import ContentStore
import ImageSpec
import LayoutStore
import Worlds

/// `images`: lists the images of the store.
public struct ListImages: Verb {
  public static let name = "images"

  /// A repository's name, with a tag perhaps, that the listed images must have.
  public let pattern: ImageReference?

  /// Asks for all images, or for those of a repository.
  public init(pattern: ImageReference? = nil) { self.pattern = pattern }

  public var story: Story { Story() }

  /// One name of an image, or an image without a name.
  public struct Row: Hashable, Sendable {
    /// The name; nil for an image that has none.
    public let reference: ImageReference?
    /// The digest that registries know it by, where one is known.
    public let digest: Digest?
    /// The image's id.
    public let id: Digest
    /// When it was made.
    public let created: Timestamp?
    /// Its uncompressed size in bytes; foreign layers count as their descriptors say.
    public let size: Int64
  }

  /// What was found.
  public struct Result: VerbOutcome {
    /// The rows: newest first, then by name.
    public let rows: [Row]
    public var effects: [Effect] { [] }
  }

  public func plan(in world: World) async throws -> NothingPlanned { NothingPlanned() }

  public func apply(_ plan: NothingPlanned, in world: World, progress: any ProgressSink) async throws -> Result {
    var rows: [Row] = []
    for image in try await LocalImages(in: world).all {
      let names: [ImageReference?] = image.references.isEmpty ? [nil] : image.references
      let size = try await ImageSize(of: image, in: world.store).total
      for reference in names where matches(reference) {
        let digest = image.repositoryDigests.first { $0.name == reference?.name }?.digest
        rows.append(Row(reference: reference, digest: digest, id: image.id, created: image.created, size: size))
      }
    }
    return Result(rows: rows)
  }

  private func matches(_ reference: ImageReference?) -> Bool {
    guard let pattern else { return true }
    return reference?.name == pattern.name && (pattern.tag == nil || reference?.tag == pattern.tag)
  }
}
