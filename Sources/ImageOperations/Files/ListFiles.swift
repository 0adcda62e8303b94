import ContainerStore
import ContentStore
import ImageSpec
import Worlds

/// `ls`: what an image or a container has at a path, without running anything; or what one layer of it adds, changes
/// and removes there.
public struct ListFiles: Verb {
  public static let name = "ls"

  /// Where to look.
  public let place: FilePlace
  /// Whether everything below is listed too.
  public let isRecursive: Bool
  /// The only layer to look at: its number from 1 at the lowest, or its digest or diffID or the beginning of one.
  public let layer: String?

  /// Asks for a list.
  public init(_ place: FilePlace, isRecursive: Bool = false, layer: String? = nil) {
    (self.place, self.isRecursive, self.layer) = (place, isRecursive, layer)
  }

  public var story: Story { Story() }

  /// What was found.
  public struct Result: VerbOutcome {
    /// Where it was found.
    public let opened: FilePlace.Opened
    /// The files; none where one layer was asked for.
    public let files: [ListedFile]
    /// What the layer changes; none where no layer was asked for.
    public let changes: [ContainerChange]
    public var effects: [Effect] { [] }
  }

  public func plan(in world: World) async throws -> NothingPlanned { NothingPlanned() }

  public func apply(_ plan: NothingPlanned, in world: World, progress: any ProgressSink) async throws -> Result {
    let opened = try await place.open(in: world)
    return try await opened.naming {
      guard let layer else {
        let files = try await opened.files.list(opened.path, isRecursive: isRecursive)
        return Result(opened: opened, files: files, changes: [])
      }
      let position = try opened.position(of: layer)
      guard let index = opened.layers.positions.firstIndex(of: position) else {
        throw ImageFormatError.layerAbsent(opened.layers.descriptors[position])
      }
      let changes = try await opened.files.changes(ofLayer: index, at: opened.path)
      return Result(opened: opened, files: [], changes: changes)
    }
  }

  /// The image has no such layer.
  public struct NoSuchLayer: Error, Hashable {
    /// What was asked for.
    public let text: String
    /// The layers that there are, the lowest first.
    public let layers: [Digest]
  }
}

extension FilePlace.Opened {
  /// The position of a layer that is named by its number, digest or diffID.
  fileprivate func position(of text: String) throws(ListFiles.NoSuchLayer) -> Int {
    let digests = layers.descriptors.map(\.digest)
    if let number = Int(text), digests.indices.contains(number - 1) { return number - 1 }
    let digits = text.hasPrefix("sha256:") ? String(text.dropFirst(7)) : text
    // Fewer digits would be a mistyped number.
    for list in [digests, diffIDs] where digits.utf8.count >= 4 {
      let found = list.indices.filter { list[$0].hex.hasPrefix(digits) }
      if let first = found.first, Set(found.map { list[$0] }).count == 1, digests.indices.contains(first) {
        return first
      }
    }
    throw ListFiles.NoSuchLayer(text: text, layers: digests)
  }
}
