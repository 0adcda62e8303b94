import Archive
import ByteStreams
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
    /// A tar archive on standard input or output: `-`.
    case stream

    /// Reads `CONTAINER:PATH`, `-`, or a path of this machine. A lone letter before the colon is a drive, and what begins with
    /// a slash or a dot is a path.
    public init(parsing text: String) {
      guard text != "-" else {
        self = .stream
        return
      }
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
  private let streams: Streams

  /// Where an archive comes from or goes to that has no name.
  public struct Streams: Sendable {
    /// Writes the archive's bytes that standard input has.
    public var input: @Sendable (any ByteSink) async throws -> Void = { _ in }
    /// Takes the archive's bytes.
    public var output: (any ByteSink)?

    /// No input and no output.
    public init() {}
  }

  /// Asks for a copy.
  ///
  /// - Throws: ``Unsupported`` where not exactly one side is a container.
  public init(
    from source: Place, to destination: Place, options: CopyOptions = CopyOptions(), streams: Streams = Streams()
  ) throws(Unsupported) {
    switch (source, destination) {
    case (.container, .container): throw .betweenContainers
    case (.container, _), (_, .container): break
    default: throw .noContainer
    }
    self.streams = streams
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
    case (.container(let name, _), _), (_, .container(let name, _)): Story(requires: [.container(name)])
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
    do {
      let summary = try await copy(files, in: world)
      return Result(container: plan.container, summary: summary, effects: plan.effects)
    } catch let error as CopyPathError { throw PathError(error, in: containerName) }
  }

  private var containerName: String {
    switch (source, destination) {
    case (.container(let name, _), _), (_, .container(let name, _)): name
    default: ""
    }
  }

  private func copy(_ files: ContainerFiles, in world: World) async throws -> CopySummary {
    switch (source, destination) {
    case (.host(let path), .container(_, let target)):
      try await files.copyIn(try world.folder.resolve(path), to: target, options: options)
    case (.container(_, let path), .host(let target)):
      try await files.copyOut(path, to: try world.folder.resolve(target), options: options)
    case (.stream, .container(_, let target)):
      try await UnreadableArchive.naming { try await files.copyIn(archiveTo: target, options: options, streams.input) }
    case (.container(_, let path), .stream):
      try await files.copyOut(path, archiveInto: streams.output ?? MemorySink(limit: 0), options: options)
    default: throw Unsupported.noContainer
    }
  }
}

/// A tar archive that was given could not be read.
public struct UnreadableArchive: Error {
  /// What is wrong with it.
  public let reason: any Error

  /// Gives an archive's errors this one's words.
  static func naming<Value>(_ body: () async throws -> Value) async throws -> Value {
    do { return try await body() } catch let error as TarError { throw UnreadableArchive(reason: error) } catch let
      error as CompressionError
    { throw UnreadableArchive(reason: error) } catch let error as ArchivePathError {
      throw UnreadableArchive(reason: error)
    }
  }
}
