import ArgumentParser
import DistributionSpec
import ImageOperations
import Presentation

/// `search`.
public struct SearchCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Search a registry for images")
  public static let synopsis = "[OPTIONS] TERM"
  public static let argumentKinds: [ArgumentKind] = [.text]
  public static let examples = [
    Example("search nginx", "on Docker Hub"), Example("search localhost:5000/app", "in another registry"),
  ]

  @Option(name: .long, help: ArgumentHelp("Show at most so many results, 1 to 100", valueName: "int"))
  package var limit = 25
  @Flag(name: .customLong("no-trunc"), help: "Do not shorten descriptions")
  var noTrunc = false
  @OptionGroup var connection: ConnectionFlags
  @Argument(help: "The words to look for, with a registry's host in front perhaps")
  package var term: String

  public init() {}

  public func run(in context: CommandContext) async throws {
    let context = try context.reaching(connection)
    let results = try await Search(term, limit: limit).run(in: context.world).results
    // The column went from docker with version 25; a world that has such images shows it.
    let showsAutomated = results.contains(where: \.isAutomated)
    var table = Table(["NAME", "DESCRIPTION", "STARS", "OFFICIAL"] + (showsAutomated ? ["AUTOMATED"] : []))
    for result in results {
      var cells = [
        result.name, Truncation.description(result.description, whole: noTrunc), String(result.stars),
        result.isOfficial ? "[OK]" : "",
      ]
      if showsAutomated { cells.append(result.isAutomated ? "[OK]" : "") }
      table.rows.append(cells)
    }
    try context.output.write(table.text())
  }
}
