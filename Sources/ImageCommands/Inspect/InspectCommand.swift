import ArgumentParser
import ContainerStore
import ImageOperations
import ImageSpec
import Worlds

/// `inspect`.
public struct InspectCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Show everything about images and containers")
  public static let synopsis = "[OPTIONS] NAME|ID [NAME|ID...]"
  public static let argumentKinds: [ArgumentKind] = [.imageOrContainer]
  public static let optionKinds: [String: ArgumentKind] = [
    "type": .word(["container", "image"]), "format": InspectFields.anyFormat,
  ]
  public static let examples = [
    Example("inspect -f '{{.Os}}' app:1", "one part of an image"),
    Example("inspect --remote debian:12", "in its registry"),
    Example("inspect --remote --platform linux/arm64 debian:12", "with layers"),
  ]

  @OptionGroup var format: InspectFormatOption
  @Flag(name: [.customShort("s"), .long], help: "Show the sizes of containers")
  var size = false
  @Option(name: .long, help: ArgumentHelp("Look only for an image, or a container", valueName: "type"))
  package var type: String?
  @Flag(name: .long, help: "Ask the registry of a name, and pull nothing")
  package var remote = false
  @Option(name: .long, help: ArgumentHelp("Take this platform's image of an index", valueName: "platform"))
  package var platform: String?
  @OptionGroup var connection: ConnectionFlags
  @Argument(help: "The images and containers")
  package var names: [String]

  public init() {}

  public var isPaged: Bool { true }

  /// Whether a template says what is printed.
  package var hasTemplate: Bool { format.isTemplate }

  public var story: Story {
    get throws {
      guard remote else { return Story() }
      return Story(requires: try names.map { .remote(try ImageReference(parsing: $0).withDefaultTag) })
    }
  }

  public func run(in context: CommandContext) async throws {
    let output = InspectionOutput(format: format.format)
    let platform = try platform.map { try Platform(parsing: $0) }
    if remote {
      let world = try context.reaching(connection).world
      return try await output.run(names, in: context) { name in
        Inspected(remote: try await InspectRemote(try ImageReference(parsing: name), platform: platform).run(in: world))
      }
    }
    let find = Finder(world: context.world, platform: platform, measures: size)
    switch type {
    case nil, "": try await output.run(names, in: context, find: find.anything)
    case "image": try await output.run(names, in: context, find: find.image)
    case "container": try await output.run(names, in: context, find: find.container)
    case let other?: throw UnknownType(type: other)
    }
  }

  /// Looks names up in a world.
  struct Finder {
    let world: World
    var platform: Platform?
    var measures = false

    /// A container or else an image, as docker looks for them.
    func anything(_ name: String) async throws -> Inspected {
      do { return try await container(name) } catch ContainerError.notFound {}
      do { return try await found(name) } catch is ReferenceError {
        throw NoSuchObject(name: name)
      } catch LocalImageError
        .noSuchImage
      { throw NoSuchObject(name: name) }
    }

    /// A container.
    func container(_ name: String) async throws -> Inspected {
      Inspected(container: try await InspectContainer(name, measures: measures).run(in: world))
    }

    /// An image.
    func image(_ name: String) async throws -> Inspected {
      do { return try await found(name) } catch let error as ReferenceError {
        throw NoSuchImage(name: name, error: error)
      } catch let error as LocalImageError {
        throw NoSuchImage(name: name, error: error)
      }
    }

    private func found(_ name: String) async throws -> Inspected {
      Inspected(image: try await InspectImage(try ImageName(parsing: name), platform: platform).run(in: world))
    }
  }
}
