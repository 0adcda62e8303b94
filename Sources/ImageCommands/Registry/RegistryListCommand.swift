import ArgumentParser
import GoTemplates
import ImageOperations
import ImageSpec

/// `registry ls`.
public struct RegistryListCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "ls", abstract: "List the repositories of a registry")
  public static let synopsis = "[OPTIONS] HOST"
  public static let argumentKinds: [ArgumentKind] = [.registry]
  public static let optionKinds: [String: ArgumentKind] = ["format": listing.formatKind]
  public static let examples = [
    Example("registry ls localhost:5000", "all that it has"),
    Example("registry ls --format '{{.Repository}}' localhost:5000", "without the host"),
  ]

  @Flag(name: [.customShort("q"), .long], help: "Print only names, without a heading")
  package var quiet = false
  @Option(name: .long, help: ArgumentHelp("List at most so many", valueName: "int"))
  package var limit = ListRepositories.defaultLimit
  @OptionGroup var format: FormatOption
  @OptionGroup var connection: ConnectionFlags
  @Argument(help: "The registry's host")
  package var host: String

  public init() {}

  public var isPaged: Bool { true }

  public func run(in context: CommandContext) async throws {
    let context = try context.reaching(connection)
    let format = try ListingFormat(format.format, quiet: quiet, table: "{{.Name}}", ids: "{{.Name}}")
    let verb = ListRepositories(try RegistryHost(server: host), limit: max(1, limit))
    try context.write(try await verb.run(in: context.world).repositories, as: Self.listing, in: format)
  }

  private static let listing = Listing<ImageReference>(
    "*registry.repositoryContext",
    [
      .init("Name", "NAME") { .string($0.familiarName) },
      .init("Repository", "REPOSITORY") { .string($0.repository.description) },
    ])
}
