import ArgumentParser

/// `help`.
public struct HelpCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(commandName: "help", abstract: "Explain a command")
  public static let synopsis = "[COMMAND]"
  public static let argumentKinds: [ArgumentKind] = [.verb]

  @Argument(help: "The command")
  var words: [String] = []

  public init() {}

  public func run(in context: CommandContext) async throws {
    _ = try Dispatcher(context.table).parse(words + ["--help"], context)
  }
}
