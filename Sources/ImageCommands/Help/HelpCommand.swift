import ArgumentParser
import CommandLanguage
import Worlds

/// `help`.
public struct HelpCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Explain a command, a group, or a topic")
  public static let synopsis = "[COMMAND|TOPIC]"
  public static let argumentKinds: [ArgumentKind] = [.verb]

  @Argument(help: "What to explain")
  var words: [String] = []

  public static let examples = [
    Example("help", "See all commands"), Example("help pull", "See what 'pull' takes, with examples"),
    Example("help image", "See the commands of a group"), Example("help keys", "See what the prompt can do"),
  ]

  public init() {}

  public var isPaged: Bool { true }

  public func run(in context: CommandContext) async throws {
    if words.count == 1, let topic = HelpTopic(rawValue: words[0]) {
      return try context.output.write(topic.text(settingsFile: context.world.settingsFile))
    }
    // Words of a session, whatever it is.
    if words == ["exit"] || words == ["quit"] { return try context.output.write(KeysHelp.text) }
    do {
      _ = try Dispatcher(context.table).parse(words + ["--help"], context)
    } catch UsageError.unknownCommand(let name, let near) {
      throw UsageError.unknownTopic(
        name, near: near ?? Spelling.nearest(to: name, among: HelpTopic.allCases.map(\.rawValue)))
    }
  }
}
