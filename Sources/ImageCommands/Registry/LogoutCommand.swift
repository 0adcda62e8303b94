import ArgumentParser
import ImageOperations
import ImageSpec

/// `logout`.
public struct LogoutCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "logout", abstract: "Log out from a registry")
  public static let synopsis = "[OPTIONS] [SERVER]"
  public static let examples = [
    Example("logout registry.example", "Forget what 'login registry.example' stored"),
    Example("logout", "Forget the account at Docker Hub"),
  ]
  public static let argumentKinds: [ArgumentKind] = [.account]

  @OptionGroup var dryRun: DryRunOption
  @Argument(help: "The registry's host; Docker Hub if there is none")
  var server: String?

  public init() {}

  public var story: Story { get throws { Story(removes: [.credential(try RegistryHost(server: server))]) } }

  public func run(in context: CommandContext) async throws {
    let host = try RegistryHost(server: server)
    let verb = Logout(host)
    if dryRun.isDry {
      _ = try await dryRun.run(verb, in: context)
      return
    }
    // docker's own name of the Hub's entry, which its users search for.
    let shown = host == .dockerHub ? "https://index.docker.io/v1/" : host.description
    try context.output.line("Removing login credentials for \(shown)")
    try await verb.run(in: context.world)
  }
}
