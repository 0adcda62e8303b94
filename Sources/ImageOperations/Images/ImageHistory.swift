import ContentStore
import ImageSpec
import Worlds

/// `history`: how an image came to be, newest first.
public struct ImageHistory: Verb {
  public static let name = "history"

  /// The image.
  public let image: ImageName

  /// The platform to take of an index; nil for the one that stands for the image here.
  public let platform: Platform?

  /// Asks for an image's history.
  public init(_ image: ImageName, platform: Platform? = nil) {
    self.image = image
    self.platform = platform
  }

  public var story: Story { Story(requires: [.image(image)]) }

  /// One entry of the history.
  public struct Row: Hashable, Sendable {
    /// The id of the local image that ended with this entry; nil where there is none.
    public let id: Digest?
    /// What the configuration says.
    public let entry: HistoryEntry
    /// The size of the layer that it made, in bytes; 0 where it made none.
    public let size: Int64
  }

  /// What was found.
  public struct Result: VerbOutcome {
    /// The rows, newest first.
    public let rows: [Row]
    public var effects: [Effect] { [] }
  }

  public func plan(in world: World) async throws -> NothingPlanned { NothingPlanned() }

  public func apply(_ plan: NothingPlanned, in world: World, progress: any ProgressSink) async throws -> Result {
    let images = try await LocalImages(in: world, withParents: true)
    let found = try await images.find(image, platform: platform, in: world)
    guard let configuration = found.configuration?.body else { throw ImageFormatError.notAnImage(image) }
    var sizes = try await ImageSize(of: found, in: world.store).layers[...]
    let history = configuration.completeHistory
    let ids = images.ancestors(of: configuration)
    var rows: [Row] = []
    for (index, entry) in history.enumerated() {
      let size = entry.isEmptyLayer ? 0 : sizes.popFirst() ?? 0
      rows.append(Row(id: index == history.count - 1 ? found.id : ids[index], entry: entry, size: size))
    }
    return Result(rows: rows.reversed())
  }
}
