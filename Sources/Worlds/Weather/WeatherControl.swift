import HTTPTransport
import RegistryClient
import RegistrySimulator

/// The weather of a registry, wherever it runs: in this world, or served by another process.
public struct WeatherControl: Sendable {
  private enum Place {
    case here(RegistrySimulator)
    case there(RegistryControlClient)
  }

  private static let path = "/drydock/weather"

  private let place: Place

  /// The weather of a registry of this process.
  public init(_ registry: RegistrySimulator) { place = .here(registry) }

  /// The weather of a registry that is controlled from afar.
  public init(_ client: RegistryControlClient) { place = .there(client) }

  /// Why a change can't be made.
  public enum Refused: Error, Hashable {
    /// No rule has that number.
    case noRule(Int)
    /// There are as many rules as there may be.
    case tooMany(limit: Int)
  }

  /// The rules with their counts, oldest first.
  ///
  /// - Throws: what the way to the registry throws; nothing for one of this world.
  public func entries() async throws -> [Weather.Entry] {
    switch place {
    case .here(let registry): registry.weather.entries
    case .there(let client): try WeatherReport(parsing: try await client.send(.get, Self.path)).entries
    }
  }

  /// Adds a rule behind the others.
  ///
  /// - Returns: the rule with its number.
  /// - Throws: ``Refused``, and what the way to the registry throws.
  public func add(_ rule: WeatherRule) async throws -> Weather.Entry {
    let added: Weather.Entry?
    switch place {
    case .here(let registry):
      added = registry.changeWeather { weather in weather.add(rule).flatMap { _ in weather.entries.last } }
    case .there(let client):
      do {
        added = try WeatherReport(
          parsing: try await client.send(.post, Self.path, json: WeatherReport.request(adding: rule))
        ).entries.first
      } catch let error as RegistryError where error.status == 409 { added = nil }
    }
    guard let added else { throw Refused.tooMany(limit: Weather.limit) }
    return added
  }

  /// Takes a rule away.
  ///
  /// - Returns: the rule with what it did.
  /// - Throws: ``Refused``, and what the way to the registry throws.
  public func remove(_ number: Int) async throws -> Weather.Entry {
    let removed: Weather.Entry?
    switch place {
    case .here(let registry): removed = registry.changeWeather { $0.remove(number) }
    case .there(let client):
      do {
        removed = try WeatherReport(parsing: try await client.send(.delete, "\(Self.path)/\(number)")).entries.first
      } catch let error as RegistryError where error.status == 404 { removed = nil }
    }
    guard let removed else { throw Refused.noRule(number) }
    return removed
  }

  /// Takes all rules away.
  ///
  /// - Returns: the rules with what they did.
  /// - Throws: what the way to the registry throws.
  public func removeAll() async throws -> [Weather.Entry] {
    switch place {
    case .here(let registry): registry.changeWeather { $0.removeAll() }
    case .there(let client): try WeatherReport(parsing: try await client.send(.delete, Self.path)).entries
    }
  }
}
