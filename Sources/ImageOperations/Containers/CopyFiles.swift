import ContainerStore
import ContentStore
import Worlds

/// `cp`: copies files between a container and this machine.
public struct CopyFiles: Verb {
  public static let name = "cp"

  /// One side of a copy.
  public enum Place: Hashable, Sendable {
    /// A path of this machine.
    case host(String)
    /// A path in a container.
    case container(String, path: String)

    /// Reads `CONTAINER:PATH` or a path of this machine. A lone letter before the colon is a drive, and what begins with
    /// a slash or a dot is a path.
    public init(parsing text: String) {
      guard let colon = text.firstIndex(of: ":"), !text.hasPrefix("/"), !text.hasPrefix("."),
        text.distance(from: text.startIndex, to: colon) > 1, !text[..<colon].contains("/")
      else {
        self = .host(text)
        return
      }
      self = .container(String(text[..<colon]), path: String(text[text.index(after: colon)...]))
    }
  }

  /// Where from.
  public let source: Place
  /// Where to.
  public let destination: Place
  /// How.
  public let options: CopyOptions

  /// Asks for a copy.
  ///
  /// - Throws: ``Unsupported`` where not exactly one side is a container.
  public init(from source: Place, to destination: Place, options: CopyOptions = CopyOptions()) throws(Unsupported) {
    switch (source, destination) {
    case (.host, .host): throw .noContainer
    case (.container, .container): throw .betweenContainers
    default: break
    }
    self.source = source
    self.destination = destination
    self.options = options
  }

  /// Why a copy can't be.
  public enum Unsupported: Error, Hashable {
    /// Neither side is in a container.
    case noContainer
    /// Both sides are.
    case betweenContainers
  }

  public var story: Story {
    switch (source, destination) {
    case (.host(let path), .container(let name, _)): Story(requires: [.container(name), .file(path)])
    case (.container(let name, _), .host(let path)): Story(requires: [.container(name)], provides: [.file(path)])
    default: Story()
    }
  }

  /// Which container is meant.
  public struct Planned: VerbPlan {
    /// The container.
    public let container: Container
    public let effects: [Effect]
  }

  /// What was copied.
  public struct Result: VerbOutcome {
    /// The container.
    public let container: Container
    /// How much.
    public let summary: CopySummary
    public let effects: [Effect]
  }

  public func plan(in world: World) async throws -> Planned {
    switch (source, destination) {
    case (.container(let name, _), _):
      return Planned(container: try await world.containers.container(name), effects: [])
    case (_, .container(let name, _)):
      let container = try await world.containers.container(name)
      return Planned(container: container, effects: [.containerChanged(id: container.id.description)])
    default: throw Unsupported.noContainer
    }
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    let files = try await world.files(of: plan.container)
    let summary: CopySummary
    switch (source, destination) {
    case (.host(let path), .container(_, let target)):
      summary = try await files.copyIn(try world.folder.resolve(path), to: target, options: options)
    case (.container(_, let path), .host(let target)):
      summary = try await files.copyOut(path, to: try world.folder.resolve(target), options: options)
    default: throw Unsupported.noContainer
    }
    return Result(container: plan.container, summary: summary, effects: plan.effects)
  }
}
