import ArgumentParser
import ContainerStore
import ImageOperations

/// `rename`.
public struct RenameCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(commandName: "rename", abstract: "Rename a container")
  public static let synopsis = "[OPTIONS] CONTAINER NEW_NAME"
  public static let argumentKinds: [ArgumentKind] = [.container, .text]
  public static let examples = [Example("rename web web-old", "the container keeps its id and its changes")]

  @OptionGroup var dryRun: DryRunOption
  @Argument(help: "The container")
  var container: String
  @Argument(help: "Its new name")
  var newName: String

  public init() {}

  /// What is asked for.
  public var verb: RenameContainer {
    get throws { RenameContainer(container, to: try ContainerName(parsing: newName)) }
  }

  public var story: Story { get throws { try verb.story } }

  public func run(in context: CommandContext) async throws { _ = try await dryRun.run(verb, in: context) }
}
