import ArgumentParser

/// `version`.
public struct VersionCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(commandName: "version", abstract: "Show the version")
  public static let synopsis = ""
  public static let examples = [Example("version", "See which drydock this is")]
  /// The program's version.
  public static let current = "0.1.0"

  public init() {}

  public func run(in context: CommandContext) async throws {
    try context.output.line("drydock version \(Self.current)")
  }
}
