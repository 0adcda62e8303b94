import HTTPTransport
import ImageSpec
import RegistryClient
import RegistrySimulator

/// The requests that registries of Drydock's own answered: those of this world, or one that another process serves.
public struct RegistryLog: Sendable {
  /// One request and where it was answered.
  public struct Entry: Hashable, Sendable {
    /// The registry's host.
    public let host: RegistryHost
    /// The request.
    public let request: LoggedRequest
  }

  private enum Place {
    case here([(RegistryHost, RegistrySimulator)])
    case there(RegistryHost, RegistryControlClient)
  }

  private let place: Place

  init(_ registries: [(RegistryHost, RegistrySimulator)]) { place = .here(registries) }
  init(_ host: RegistryHost, _ client: RegistryControlClient) { place = .there(host, client) }

  /// The requests that pass a filter, oldest first, by the registries' clocks.
  ///
  /// - Throws: what the way to the registry throws; nothing for registries of this world.
  public func entries(_ filter: RequestFilter = RequestFilter()) async throws -> [Entry] {
    switch place {
    case .here(let registries):
      let all = registries.flatMap { host, registry in
        registry.requests(filter).map { Entry(host: host, request: $0) }
      }
      return all.sorted { ($0.request.started, $0.request.number) < ($1.request.started, $1.request.number) }
    case .there(let host, let client):
      var entries: [Entry] = []
      var last = 0
      while true {
        let bytes = try await client.send(.get, "/drydock/log?after=\(last)")
        let requests = try RequestReport(parsing: bytes).requests
        entries += requests.filter(filter.matches).map { Entry(host: host, request: $0) }
        guard let newest = requests.last?.number, requests.count == RequestReport.limit, newest > last else {
          return entries
        }
        last = newest
      }
    }
  }
}

extension World {
  /// The log of a registry: in a simulated world of the world's own, all of them where none is named; else of one that
  /// another process serves with control.
  ///
  /// - Parameter host: the registry.
  /// - Returns: the log, which nothing was asked yet.
  /// - Throws: ``NoRegistryNamed`` where the world has none of its own, and what the route to the registry throws.
  public func registryLog(of host: RegistryHost?) throws -> RegistryLog {
    if let simulation { return RegistryLog(simulation.registries(host)) }
    guard let host else { throw NoRegistryNamed() }
    return RegistryLog(host, RegistryControlClient(try registry(host)))
  }
}
