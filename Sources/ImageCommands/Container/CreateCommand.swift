import ArgumentParser
import ContainerStore
import ImageOperations

/// `create`.
public struct CreateCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(commandName: "create", abstract: "Create a new container")
  public static let synopsis = "[OPTIONS] IMAGE [COMMAND] [ARG...]"
  public static let argumentKinds: [ArgumentKind] = [.localImage, .text]
  public static let endsOptionsAtFirstArgument = true
  public static let examples = [Example("create --name web nginx", "a container to change and commit")]

  @Option(name: .long, help: ArgumentHelp("The container's name", valueName: "string"))
  var name: String?
  @Argument(help: "The image, then the words that the container would start")
  var words: [String]

  public init() {}

  /// What is asked for.
  public var verb: CreateContainer {
    get throws {
      CreateContainer(
        try ImageName(parsing: words.first ?? ""), name: try name.map { try ContainerName(parsing: $0) },
        command: Array(words.dropFirst()))
    }
  }

  public var story: Story { get throws { try verb.story } }

  public func run(in context: CommandContext) async throws {
    let container = try await verb.run(in: context.world).container
    try context.output.line(container.id.description)
  }
}
