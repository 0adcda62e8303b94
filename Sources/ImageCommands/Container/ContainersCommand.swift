import ArgumentParser
import ContainerStore
import ImageOperations
import Presentation
import Worlds

/// `ps`.
public struct ContainersCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(commandName: "ps", abstract: "List containers")
  public static let synopsis = "[OPTIONS]"
  public static let examples = [Example("ps -a", "all containers; none runs here")]

  @Flag(name: [.customShort("a"), .long], help: "Show all containers, not only those that run")
  package var all = false
  @Flag(name: [.customShort("q"), .long], help: "Print only ids")
  package var quiet = false
  @Flag(name: .customLong("no-trunc"), help: "Do not shorten ids and commands")
  package var noTrunc = false

  public init() {}

  public func run(in context: CommandContext) async throws {
    // docker shows only running ones without -a, and nothing ever runs here.
    let containers = all ? try await ListContainers().run(in: context.world).containers : []
    if quiet {
      for container in containers { try context.output.line(noTrunc ? "\(container.id)" : container.id.short) }
      return
    }
    let now = context.world.clock.now()
    var table = Table(["CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"])
    for container in containers {
      let command = container.command.joined(separator: " ")
      table.rows.append([
        noTrunc ? "\(container.id)" : container.id.short, container.image,
        Truncation.command(command, whole: noTrunc), Age.ago(container.created, now: now), container.state, "",
        "\(container.name)",
      ])
    }
    try context.output.write(table.text())
  }
}
