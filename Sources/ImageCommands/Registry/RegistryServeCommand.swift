import ArgumentParser
import ImageOperations
import Presentation
import RegistrySimulator
import Worlds

extension RegistryExtra: ExpressibleByArgument {}

/// `registry serve`: a registry of our own for other programs, until a signal ends it.
public struct RegistryServeCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve a registry until interrupted")
  public static let synopsis = "[OPTIONS]"
  public static let optionKinds: [String: ArgumentKind] = [
    "fixture": .file, "storage": .file, "weather": .word(WeatherFault.words),
  ]
  public static let examples = [
    Example("registry serve --listen 127.0.0.1:5000", "in memory, for anybody on this machine"),
    Example("registry serve --storage ./images --user alice:secret", "kept, with a password"),
    Example("registry serve --weather '503 on upload with 20%'", "to see what a client makes of it"),
  ]

  @Option(name: .long, help: ArgumentHelp("The address; port 0 takes a free one", valueName: "host:port"))
  var listen = "127.0.0.1:5000"
  @Option(name: .long, help: ArgumentHelp("Serve a fixture's repositories", valueName: "name-or-file"))
  var fixture: String?
  @Option(name: .long, help: ArgumentHelp("Keep what is pushed in a folder", valueName: "folder"))
  var storage: String?
  @Option(name: .long, help: ArgumentHelp("Ask for this account", valueName: "name:password"))
  var user: [String] = []
  @Option(name: .long, help: ArgumentHelp("What goes wrong, see 'help weather'; repeatable", valueName: "rule"))
  var weather: [String] = []
  @Option(name: .long, help: ArgumentHelp("What decides the chances of the weather", valueName: "int"))
  var seed: UInt64?
  @Flag(name: .long, help: "Let 'registry weather --at' work from other machines")
  var control = false
  @Option(name: .long, help: ArgumentHelp("Do more than the standard: missing-parts, several-tags", valueName: "extra"))
  var accept: [RegistryExtra] = []

  public init() {}

  public func run(in context: CommandContext) async throws {
    let address = try ListenAddress(parsing: listen)
    let users = try user.map { try RegistryUser(parsing: $0) }
    let rules = try weather.map { try WeatherRule(parsing: $0) }
    let fixture = try fixture.map { try context.fixture($0) }
    let server = try await RegistryServer.start(
      host: address.host, port: address.port, fixture: fixture,
      storage: try storage.map { try context.world.folder.resolve($0) },
      users: users.map { (name: $0.name, password: $0.password) }, extras: Set(accept), weather: rules, seed: seed,
      control: address.isLoopback ? .loopback : control ? .anywhere : .off)
    try context.output.line("Listening on http://\(address.shownHost):\(server.port)")
    // Serves until whoever runs the command cancels it: a signal is the usual end, and no failure.
    try? await Task.sleep(for: .seconds(Int64.max / 4))
    await server.stop()
  }
}

/// `registry start`: opens a listener on the simulated world's registry for other programs.
public struct RegistryStartCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Let other programs use the simulated registry")
  public static let synopsis = "[OPTIONS]"
  public static let examples = [Example("registry start", "Listen on a free port; curl and docker can then use it")]

  @Option(name: .long, help: ArgumentHelp("The address; port 0 takes a free one", valueName: "host:port"))
  var listen = "127.0.0.1:0"

  public init() {}

  public func run(in context: CommandContext) async throws {
    let address = try ListenAddress(parsing: listen)
    guard let simulation = context.world.simulation else { throw NoSimulation() }
    let url = try await simulation.openListener(host: address.host, port: address.port)
    try context.output.line("Listening on \(url)")
  }
}

/// `registry stop`: closes what `registry start` opened.
public struct RegistryStopCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "stop", abstract: "Close the listener that 'registry start' opened")
  public static let synopsis = ""
  public static let examples = [Example("registry stop", "Listen no longer")]

  public init() {}

  public func run(in context: CommandContext) async throws {
    guard let simulation = context.world.simulation else { throw NoSimulation() }
    let closed = await simulation.closeListeners()
    guard !closed.isEmpty else { throw NoListener() }
    for url in closed { try context.output.line("Stopped \(url)") }
  }
}

/// The world is the real one: it has no registry of its own to open.
struct NoSimulation: Error {}

/// No listener is open.
struct NoListener: Error {}
