import ArgumentParser
import ImageOperations
import Presentation
import Worlds

/// `export`.
public struct ExportCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a container's file system into an archive")
  public static let synopsis = "[OPTIONS] CONTAINER"
  public static let argumentKinds: [ArgumentKind] = [.container]
  public static let optionKinds: [String: ArgumentKind] = ["output": .file]
  public static let examples = [
    Example("export -o web.tar web", "all files, as the container has them"),
    Example("export web | tar t", "only their names"),
  ]

  @Option(name: [.customShort("o"), .long], help: ArgumentHelp("Write to a file", valueName: "string"))
  package var output: String?
  @Argument(help: "The container")
  package var container: String

  public init() {}

  public var story: Story {
    ExportContainer(container, to: .file(path: output ?? "", name: output ?? "")).story
  }

  public func run(in context: CommandContext) async throws {
    let place = try ArchiveOutput.place(output, to: "export container", in: context)
    _ = try await ExportContainer(container, to: place).run(in: context.world)
  }
}
