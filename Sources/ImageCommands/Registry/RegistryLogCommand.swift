import ArgumentParser
import GoTemplates
import ImageOperations
import ImageSpec
import Presentation
import RegistrySimulator
import Worlds

/// `registry log`: what a registry of our own was asked.
public struct RegistryLogCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "log", abstract: "List the requests that a registry of ours answered",
    discussion: """
      Oldest first. In a simulated world those of its registries, else of one
      that 'registry serve' serves at HOST. Filters: method=PUT, status=404 or
      4xx, repository=team/app, kind=blob, account=alice.
      """)
  public static let synopsis = "[OPTIONS]"
  public static let optionKinds: [String: ArgumentKind] = [
    "filter": FilterKinds.requests, "format": listing(isWhole: false).formatKind,
  ]
  public static let examples = [
    Example("registry log", "in a simulated world: all that was asked so far"),
    Example("registry log -n 5 --at localhost:5000", "the last five of a served registry"),
    Example("registry log -f status=4xx --format '{{.Method}} {{.Target}}'", "what was refused"),
  ]

  @Option(name: .long, help: ArgumentHelp("The registry, if not all of a simulated world's", valueName: "host"))
  var at: String?
  @Option(name: [.customShort("n"), .long], help: ArgumentHelp("Show only the last so many", valueName: "count"))
  var lines: Int?
  @Flag(name: .customLong("no-trunc"), help: "Do not shorten digests in the table")
  var noTrunc = false
  @OptionGroup var filter: FilterOption
  @OptionGroup var format: FormatOption
  @OptionGroup var connection: ConnectionFlags

  public init() {}

  public var isPaged: Bool { true }

  public func run(in context: CommandContext) async throws {
    let context = try context.reaching(connection)
    let filter = try RequestFilter(try filter.filters(of: Self.self))
    let isWhole = noTrunc || format.format != nil
    let format = try ListingFormat(
      format.format, table: "{{.Time}}\t{{.Method}}\t{{.Target}}\t{{.Status}}\t{{.Size}}\t{{.Account}}\t{{.Weather}}")
    let log = try context.world.registryLog(of: try at.map { try RegistryHost(server: $0) })
    let entries = try await log.entries(filter)
    try context.write(entries.suffix(max(0, lines ?? entries.count)), as: Self.listing(isWhole: isWhole), in: format)
  }

  private static func listing(isWhole: Bool) -> Listing<RegistryLog.Entry> {
    Listing("*registry.requestContext", fields(isWhole: isWhole))
  }

  private static func fields(isWhole: Bool) -> [Listing<RegistryLog.Entry>.Field] {
    [
      .init("Number", "NUMBER") { .string("\($0.request.number)") },
      .init("Time", "TIME") { .string($0.request.started.clockTime) },
      .init("Started", "STARTED") { .string($0.request.started.description) },
      .init("Duration", "DURATION") { .string($0.request.duration.description) },
      .init("Method", "METHOD") { .string($0.request.method) },
      .init("Target", "TARGET") {
        .string("\($0.host)\(isWhole ? $0.request.target : $0.request.target.withShortDigests)")
      },
      .init("Host", "HOST") { .string($0.host.description) },
      .init("Path", "PATH") { .string($0.request.path) },
      .init("Query", "QUERY") { .string($0.request.query) },
      .init("Kind", "KIND") { .string($0.request.endpoint?.rawValue ?? "") },
      .init("Repository", "REPOSITORY") { .string($0.request.repository?.description ?? "") },
      .init("Range", "RANGE") { .string($0.request.range ?? "") },
      .init("Status", "STATUS") { .string($0.request.status == 0 ? "none" : "\($0.request.status)") },
      .init("Size", "SIZE") { .string(ByteSize.text($0.request.bytes)) },
      .init("Received", "RECEIVED") { .string(ByteSize.text($0.request.bytesIn)) },
      .init("Account", "ACCOUNT") { .string($0.request.account ?? "") },
      .init("Address", "ADDRESS") { .string($0.request.address ?? "") },
      .init("Agent", "AGENT") { .string($0.request.agent ?? "") },
      .init("Weather", "WEATHER") { .string($0.request.weather.joined(separator: ", ")) },
    ]
  }
}

extension String {
  /// The text with the first twelve digits of each digest that stands between the separators of a request's target.
  fileprivate var withShortDigests: String {
    var short = ""
    var rest = self[...]
    while !rest.isEmpty {
      let part = rest.prefix { !"/?&=".contains($0) }
      let digest = try? Digest(parsing: String(part))
      short += digest.map { "\($0.algorithm.rawValue):\($0.hex.prefix(12))" } ?? String(part)
      rest = rest.dropFirst(part.count)
      short += rest.prefix(1)
      rest = rest.dropFirst()
    }
    return short
  }
}

extension Timestamp {
  /// The time of day in UTC, to the millisecond.
  fileprivate var clockTime: String {
    let text = Timestamp(seconds: seconds).description
    let milliseconds = "00\(nanoseconds / 1_000_000)".suffix(3)
    return "\(text.dropFirst("2006-01-02T".count).dropLast())" + ".\(milliseconds)"
  }
}
