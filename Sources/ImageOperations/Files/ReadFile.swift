import Archive
import ByteStreams
import ContainerStore
import ContentStore
import Worlds

/// `cat`: a file of an image or a container, without running anything.
public struct ReadFile: Verb {
  public static let name = "cat"

  /// Which file.
  public let place: FilePlace
  private let sink: any ByteSink

  /// Asks for a file's bytes.
  public init(_ place: FilePlace, into sink: any ByteSink) { (self.place, self.sink) = (place, sink) }

  public var story: Story { Story() }

  /// The file.
  public struct Planned: VerbPlan {
    let opened: FilePlace.Opened
    let file: RootFilesystem.FoundFile
    public var effects: [Effect] { [] }
  }

  /// What was read.
  public struct Result: VerbOutcome {
    /// The file's length in bytes.
    public let size: Int64
    public var effects: [Effect] { [] }
  }

  public func plan(in world: World) async throws -> Planned {
    let opened = try await place.open(in: world)
    return try await opened.naming {
      do { return Planned(opened: opened, file: try await opened.files.file(opened.path)) } catch CopyPathError
        .notInContainer where !opened.layers.absent.isEmpty
      {
        // It may well stand in a layer that is not here.
        throw ImageFormatError.layerAbsent(opened.layers.absent[0].descriptor)
      }
    }
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    try await plan.opened.files.read(plan.file, into: sink)
    return Result(size: plan.file.entry.size)
  }
}
