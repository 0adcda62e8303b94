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
    "storage": .file, "weather": .word(WeatherFault.words),
    "authentication": .word(["basic", "token"]), "accept": .word(RegistryExtra.allCases.map(\.rawValue)),
  ]
  public static let examples = [
    Example("registry serve --listen 127.0.0.1:5000", "in memory, for anybody on this machine"),
    Example("registry serve --storage ./images --user alice:secret", "kept, with a password"),
    Example("registry serve --weather '503 on upload with 20%'", "to see what a client makes of it"),
    Example("registry serve --rate-limit 100/6h --log", "as mean as Docker Hub, telling each request"),
  ]

  @Option(name: .long, help: ArgumentHelp("The address; port 0 takes a free one", valueName: "host:port"))
  var listen = "127.0.0.1:5000"
  @Option(name: .long, help: ArgumentHelp("Serve a fixture's repositories", valueName: "name-or-file"))
  var fixture: String?
  @Option(name: .long, help: ArgumentHelp("Keep what is pushed in a folder", valueName: "folder"))
  var storage: String?
  @Option(
    name: .long, help: ArgumentHelp("Ask for this account, which may do everything", valueName: "name:password"))
  var user: [String] = []
  @Option(name: .long, help: ArgumentHelp("What goes wrong, see 'help weather'; repeatable", valueName: "rule"))
  var weather: [String] = []
  @Option(name: .long, help: ArgumentHelp("What decides the chances of the weather", valueName: "int"))
  var seed: UInt64?
  @Flag(name: .long, help: "Let 'registry weather --at' work from other machines")
  var control = false
  @Option(name: .long, help: ArgumentHelp("Do more than the standard: missing-parts, several-tags", valueName: "extra"))
  var accept: [RegistryExtra] = []
  @Option(name: .long, help: ArgumentHelp("Ask for this account, which may only pull", valueName: "name:password"))
  var reader: [String] = []
  @Flag(name: .customLong("private"), help: "Let nobody pull without an account")
  var isPrivate = false
  @Option(name: .long, help: ArgumentHelp("How accounts log in: basic, or token as at Docker Hub", valueName: "way"))
  var authentication: Authentication?
  @Option(
    name: .customLong("rate-limit"),
    help: ArgumentHelp("So many pulls, of each address and account", valueName: "100/6h"))
  var rateLimit: String?
  @Flag(name: .long, help: "Print a line for each request")
  var log = false

  /// How accounts log in.
  enum Authentication: String, ExpressibleByArgument, CaseIterable {
    case basic, token
  }

  public init() {}

  public func run(in context: CommandContext) async throws {
    let address = try ListenAddress(parsing: listen)
    let accounts =
      try user.map { try RegistryUser($0, isAdministrator: true) } + reader.map { try RegistryUser($0, isReader: true) }
    if isPrivate || authentication != nil, accounts.isEmpty, fixture == nil { throw NoAccount() }
    let rules = try weather.map { try WeatherRule(parsing: $0) }
    let allowance = try rateLimit.map { try Allowance(parsing: $0) }
    let fixture = try fixture.map { try context.fixture($0) }
    let server = try await RegistryServer.start(
      host: address.host, port: address.port, fixture: fixture,
      storage: try storage.map { try context.world.folder.resolve($0) }, users: accounts,
      extras: Set(accept), weather: rules, seed: seed,
      control: address.isLoopback ? .loopback : control ? .anywhere : .off
    ) { configuration in
      if isPrivate { configuration.policy.anonymousPull = false }
      switch authentication {
      case nil: break
      case .basic: configuration.policy.scheme = .basic
      case .token: configuration.policy.scheme = .token(service: "registry.\(address.host)", lifetime: 300)
      }
      if let allowance { configuration.rateLimits = RateLimits(anonymousPulls: allowance, accountPulls: allowance) }
    }
    for (_, damage) in server.registry.damaged { try context.errors.line("WARNING! \(damage.words.headline)") }
    try context.output.line("Listening on http://\(address.shownHost):\(server.port)")
    // Serves until whoever runs the command cancels it: a signal is the usual end, and no failure.
    if log {
      // Whoever reads no more of this still gets served.
      for await request in server.registry.newRequests() { try? context.output.line(request.line) }
    } else {
      try? await Task.sleep(for: .seconds(Int64.max / 4))
    }
    await server.stop()
  }

  /// `--private` and `--authentication` mean nothing where nobody has an account.
  private struct NoAccount: WordedError {
    var words: ErrorText {
      ErrorText("nobody could log in: there is no account", nextStep: "Add '--user NAME:PASSWORD'.")
    }
  }
}

extension RegistryUser {
  fileprivate init(_ argument: String, isAdministrator: Bool = false, isReader: Bool = false) throws {
    let account = try AccountArgument(parsing: argument)
    self.init(
      name: account.name, password: account.password, isAdministrator: isAdministrator, isReader: isReader)
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
