import ArgumentParser
import ImageOperations
import ImageSpec

/// `commit`.
public struct CommitCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "commit", abstract: "Make an image of a container with its changes")
  public static let synopsis = "[OPTIONS] CONTAINER [REPOSITORY[:TAG]]"
  public static let argumentKinds: [ArgumentKind] = [.container, .newReference]
  public static let examples = [
    Example("commit -m 'add a page' web site:1", "what was changed"),
    Example("commit -c 'ENV A=1' -c 'CMD x' web site:2", "another configuration"),
  ]

  @Option(name: [.customShort("a"), .long], help: ArgumentHelp("Who made it", valueName: "string"))
  var author: String?
  @Option(
    name: [.customShort("c"), .long],
    help: ArgumentHelp("Change the configuration by a Dockerfile's instruction", valueName: "list"))
  var change: [String] = []
  @Option(name: [.customShort("m"), .long], help: ArgumentHelp("What was done", valueName: "string"))
  var message: String?
  @Option(
    name: [.customShort("p"), .long], help: ArgumentHelp("Accepted for scripts: nothing runs", valueName: "bool"))
  var pause = true
  @OptionGroup var dryRun: DryRunOption
  @Argument(help: "The container, then the new image's name")
  var container: String
  @Argument(help: "The new image's name")
  var reference: String?

  public init() {}

  /// What is asked for.
  public var verb: Commit {
    get throws {
      try Commit(
        container, as: try reference.map { try ImageReference(parsing: $0) }, author: author, message: message,
        changes: try ConfigurationChange.parse(change))
    }
  }

  public var story: Story { get throws { try verb.story } }

  public func run(in context: CommandContext) async throws {
    guard let result = try await dryRun.run(verb, in: context) else { return }
    try context.output.line(result.id.description)
  }
}
