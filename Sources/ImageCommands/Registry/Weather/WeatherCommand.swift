import ArgumentParser
import GoTemplates
import ImageSpec
import RegistrySimulator
import Worlds

/// `registry weather`: what goes wrong at a registry of our own.
public struct WeatherCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "weather", abstract: "Make requests to a registry of ours fail as in real life",
    discussion: """
      Lists the rules with how many requests each met and struck; 'add' makes a
      new one, 'rm' takes rules away. In a simulated world they are for its
      registry, else for one that 'registry serve' serves at HOST.
      'help weather' tells how rules are written.
      """)
  public static let synopsis = "[OPTIONS] [add RULE | rm NUMBER... | rm all]"
  public static let optionKinds: [String: ArgumentKind] = ["format": listing.formatKind]
  public static func argumentKind(behind arguments: [String]) -> ArgumentKind? {
    WeatherHelp.argumentKind(behind: arguments)
  }
  public static let examples = [
    Example("registry weather add reset@4096 on blob once", "the next layer breaks off"),
    Example("registry weather add 429 retry-after=2 on manifest 3 times", "as Docker Hub does"),
    Example("registry weather --at localhost:5000", "how often did it happen?"),
    Example("registry weather rm all", "fair again"),
  ]

  @Option(name: .long, help: ArgumentHelp("The registry, if not the one served", valueName: "host"))
  package var at: String?
  @Flag(name: [.customShort("q"), .long], help: "Print only the rules' numbers")
  var quiet = false
  @OptionGroup var format: FormatOption
  @OptionGroup var connection: ConnectionFlags
  @Argument(help: "What to do; the rules are listed where there is nothing")
  package var words: [String] = []

  public init() {}

  public func run(in context: CommandContext) async throws {
    let context = try context.reaching(connection)
    let action = try WeatherAction(words)
    let format = try ListingFormat(
      format.format, quiet: quiet, table: "{{.Number}}\t{{.Rule}}\t{{.Struck}}\t{{.Met}}", ids: "{{.Number}}")
    let weather = try context.world.weather(of: try at.map { try RegistryHost(server: $0) })
    switch action {
    case .list:
      try context.write(try await weather.entries(), as: Self.listing, in: format)
      if at == nil, !quiet { try tellOfOthers(in: context) }
    case .add(let rule):
      let entry = try await weather.add(rule)
      try context.output.line(quiet ? "\(entry.number)" : "Rule \(entry.number): \(entry.rule)")
    case .removeAll: for entry in try await weather.removeAll() { try tell(entry, in: context) }
    case .remove(let numbers):
      var errors: [any Error] = []
      for number in numbers {
        do { try tell(try await weather.remove(number), in: context) } catch let error as WeatherControl.Refused {
          errors.append(error)
        }
      }
      if !errors.isEmpty { throw SeveralErrors(errors, status: .failure) }
    }
  }

  private func tellOfOthers(in context: CommandContext) throws {
    let others = context.world.otherHostsWithWeather.map(\.description)
    guard !others.isEmpty else { return }
    try context.notice("There is weather at \(others.joined(separator: ", ")) too: see it with '--at'.")
  }

  private func tell(_ entry: Weather.Entry, in context: CommandContext) throws {
    try context.output.line(
      quiet
        ? "\(entry.number)"
        : "Removed rule \(entry.number): \(entry.rule), which struck \(entry.struck) of \(entry.met) requests")
  }

  private static let listing = Listing<Weather.Entry>(
    "*registry.weatherContext",
    [
      .init("Number", "NUMBER") { .string("\($0.number)") },
      .init("Rule", "RULE") { .string($0.rule.description) },
      .init("Struck", "STRUCK") { .string("\($0.struck)") },
      .init("Met", "MET") { .string("\($0.met)") },
    ])
}

/// What the words of `registry weather` ask for.
enum WeatherAction {
  case list
  case add(WeatherRule)
  case remove([Int])
  case removeAll

  /// Reads the words; a rule may come in one word or in several.
  ///
  /// - Throws: ``WeatherUsage``, `WeatherRuleError`.
  init(_ words: [String]) throws {
    let rest = Array(words.dropFirst())
    switch words.first {
    case nil, "ls", "list":
      guard rest.isEmpty else { throw WeatherUsage.unexpected(rest[0]) }
      self = .list
    case "add": self = .add(try WeatherRule(parsing: rest.joined(separator: " ")))
    case "rm", "remove":
      if rest == ["all"] {
        self = .removeAll
        return
      }
      guard !rest.isEmpty else { throw WeatherUsage.nothingToRemove }
      self = .remove(
        try rest.map { word in
          guard let number = Int(word), number > 0 else { throw WeatherUsage.noNumber(word) }
          return number
        })
    case let word?:
      let isRule = (try? WeatherRule(parsing: words.joined(separator: " "))) != nil
      throw isRule ? WeatherUsage.ruleWithoutAdd(words.joined(separator: " ")) : WeatherUsage.unknownAction(word)
    }
  }
}

/// Words of `registry weather` that mean nothing.
enum WeatherUsage: Error, Hashable {
  case unknownAction(String)
  case ruleWithoutAdd(String)
  case unexpected(String)
  case nothingToRemove
  case noNumber(String)
}
