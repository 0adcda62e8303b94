import ArgumentParser
import Worlds

/// `help`.
public struct HelpCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Explain a command, the settings, or weather rules")
  public static let synopsis = "[COMMAND|settings|weather]"
  public static let argumentKinds: [ArgumentKind] = [.verb]

  @Argument(help: "The command")
  var words: [String] = []

  public static let examples = [
    Example("help", "See all commands"), Example("help pull", "See what 'pull' takes, with examples"),
    Example("help image", "See the commands of a group"),
  ]

  public init() {}

  public func run(in context: CommandContext) async throws {
    if words == ["settings"] { return try context.output.write(SettingsHelp.text(context.world.settingsFile)) }
    if words == ["weather"] { return try context.output.write(WeatherHelp.text) }
    do {
      _ = try Dispatcher(context.table).parse(words + ["--help"], context)
    } catch UsageError.unknownCommand(let name, let near) {
      throw UsageError.unknownTopic(name, near: near)
    }
  }
}
