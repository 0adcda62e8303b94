import ContainerStore
import ContentStore
import LayoutStore
import Worlds

/// `export`: writes a container's whole file system into a tar archive.
public struct ExportContainer: Verb {
  public static let name = "export"

  /// The container's name, or the beginning of its id.
  public let container: String
  /// Where the archive goes.
  public let output: ArchiveOutput

  /// Asks for an archive.
  public init(_ container: String, to output: ArchiveOutput) { (self.container, self.output) = (container, output) }

  public var story: Story {
    Story(requires: [.container(container)], provides: output.name.map { [.file($0)] } ?? [])
  }

  /// What will be written.
  public struct Planned: VerbPlan {
    /// The container.
    public let container: Container
    public var effects: [Effect] { [] }
  }

  /// What was written.
  public struct Result: VerbOutcome {
    /// The container.
    public let container: Container
    public var effects: [Effect] { [] }
  }

  /// Finds the container, all of whose layers must be here: an archive that lacks files without a word helps nobody.
  public func plan(in world: World) async throws -> Planned {
    let found = try await world.containers.container(container)
    guard let layers = try await world.layers(of: found) else { throw Commit.BaseAbsent(container: found) }
    if let absent = layers.absent.first { throw ImageFormatError.layerAbsent(absent.descriptor) }
    return Planned(container: found)
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    try await world.store.withLease(creating: false) {
      let files = try await world.files(of: plan.container).rootFilesystem
      try await output.write { sink in _ = try await files.export(into: sink) }
      return Result(container: plan.container)
    }
  }
}
