import ArgumentParser
import ContainerStore
import ImageOperations
import Presentation

/// `diff`.
public struct DiffCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show which files a container added, changed or deleted")
  public static let synopsis = "CONTAINER"
  public static let examples = [Example("diff web", "See what differs from the image: added, changed, deleted")]
  public static let argumentKinds: [ArgumentKind] = [.container]

  @Argument(help: "The container")
  var container: String

  public init() {}

  public var isPaged: Bool { true }

  /// What is asked for.
  public var verb: DiffContainer { DiffContainer(container) }

  public var story: Story { verb.story }

  public func run(in context: CommandContext) async throws {
    for change in try await verb.run(in: context.world).changes {
      try context.output.line("\(change.kind.rawValue) \(Escaping.line(change.path))")
    }
  }
}
