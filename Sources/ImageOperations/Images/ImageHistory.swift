import ContentStore
import ImageSpec
import Worlds

/// `history`: how an image came to be, newest first.
public struct ImageHistory: Verb {
  public static let name = "history"

  /// The image.
  public let image: ImageName

  /// Asks for an image's history.
  public init(_ image: ImageName) { self.image = image }

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
    let images = try await LocalImages(in: world)
    let found = try images.find(image)
    guard let configuration = found.configuration?.body else { throw ImageFormatError.notAnImage(image) }
    var sizes = try await ImageSize(of: found, in: world.store).layers[...]
    let history = Self.completed(configuration)
    let ids = Self.ancestors(of: configuration, history, in: images)
    var rows: [Row] = []
    for (index, entry) in history.enumerated() {
      let size = entry.isEmptyLayer ? 0 : sizes.popFirst() ?? 0
      rows.append(Row(id: index == history.count - 1 ? found.id : ids[index], entry: entry, size: size))
    }
    return Result(rows: rows.reversed())
  }

  /// The entries, with one made up for each layer that the configuration says nothing of.
  private static func completed(_ configuration: ImageConfiguration) -> [HistoryEntry] {
    let told = configuration.history.filter { !$0.isEmptyLayer }.count
    let untold = max(0, configuration.diffIDs.count - told)
    return (0..<untold).map { _ in HistoryEntry(created: configuration.created) } + configuration.history
  }

  /// The local images that this one was built on, by the index of their last entry.
  private static func ancestors(
    of configuration: ImageConfiguration, _ history: [HistoryEntry], in images: LocalImages
  ) -> [Int: Digest] {
    var ids: [Int: Digest] = [:]
    for candidate in images.all {
      guard let own = candidate.configuration?.body, own.diffIDs.count <= configuration.diffIDs.count,
        configuration.diffIDs.starts(with: own.diffIDs)
      else { continue }
      let entries = completed(own)
      if entries.count < history.count, !entries.isEmpty, history.starts(with: entries) {
        ids[entries.count - 1] = candidate.id
      }
    }
    return ids
  }
}
