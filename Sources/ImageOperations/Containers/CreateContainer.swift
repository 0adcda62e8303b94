import ContainerStore
import ContentStore
import ImageSpec
import LayoutStore
import Worlds

/// `create`: makes a container over an image, without starting anything.
///
/// A container is a writable layer over the image, so making one is immediate whatever the image's size.
public struct CreateContainer: Verb {
  public static let name = "create"

  /// The image.
  public let image: ImageName
  /// The container's name; nil takes one that docker could have made up.
  public let containerName: ContainerName?
  /// What is asked of it over what its image says.
  public let settings: ContainerSettings
  /// The platform that the image must have; nil for the best that is here.
  public let platform: Platform?

  /// The words that it would start; empty for the image's own.
  public var command: [String] { settings.command }

  /// Asks for a container.
  public init(
    _ image: ImageName, name: ContainerName? = nil, settings: ContainerSettings = ContainerSettings(),
    platform: Platform? = nil
  ) {
    self.image = image
    containerName = name
    self.settings = settings
    self.platform = platform
  }

  public var story: Story {
    Story(requires: [.image(image)], provides: containerName.map { [.container($0.description)] } ?? [])
  }

  /// What the container will be made over.
  public struct Planned: VerbPlan {
    /// The image.
    public let image: LocalImage
    /// How it would be started.
    public let configuration: ExecutionParameters
    /// The id that the container will have.
    public let id: ContainerID
    public let effects: [Effect]
  }

  /// What was made.
  public struct Result: VerbOutcome {
    /// The container.
    public let container: Container
    public let effects: [Effect]
  }

  public func plan(in world: World) async throws -> Planned {
    let found = try await LocalImages(in: world).find(image, for: platform, in: world)
    guard let base = found.configuration?.body else { throw ImageFormatError.notAnImage(image) }
    let directory = settings.parameters.workingDirectory
    guard directory.isEmpty || Self.isAbsolute(directory, on: base.platform) else {
      throw RelativeWorkingDirectory(path: directory)
    }
    let id = try ContainerID(parsing: world.random.hex(64))
    let configuration = settings.configuration(
      over: ExecutionParameters(base.execution), image: image.description, id: id)
    guard !configuration.words.isEmpty else { throw NoCommand() }
    return Planned(
      image: found, configuration: configuration, id: id,
      effects: [
        .containerCreated(id: id.description, name: containerName?.description ?? "", image: found.id)
      ])
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    let platform = plan.image.configuration?.body.platform ?? world.platform
    let manifest = plan.image.manifest.descriptor
    // The base is kept before the container exists: a sweep in between must not take what it stands on, and while a copy
    // runs, as this one, no sweep takes a keeper without a container for void.
    return try await world.store.withLease {
      try await world.store.keep(manifest, for: Keeper.container(plan.id).description)
      do {
        let random = world.random
        let container = try await world.containers.create(
          id: plan.id, name: containerName,
          image: ContainerImage(
            name: image.description, manifest: manifest, id: plan.image.id, platform: platform),
          created: world.clock.now(), command: plan.configuration.words, configuration: plan.configuration,
          randomness: { random.next() })
        return Result(
          container: container,
          effects: [
            .containerCreated(id: container.id.description, name: container.name.description, image: plan.image.id)
          ])
      } catch {
        try? await world.store.release(Keeper.container(plan.id).description)
        throw error
      }
    }
  }

  private static func isAbsolute(_ path: String, on platform: Platform) -> Bool {
    path.hasPrefix("/") || (platform.os == "windows" && (path.hasPrefix("\\") || path.dropFirst().first == ":"))
  }

  /// Neither the image nor the user says what the container would start.
  public struct NoCommand: Error, Hashable {}

  /// A container's working directory is no whole path.
  public struct RelativeWorkingDirectory: Error, Hashable {
    /// The directory as it was written.
    public let path: String
  }
}
