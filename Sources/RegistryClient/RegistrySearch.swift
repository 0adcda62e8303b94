import DistributionSpec
import HTTPTransport
import ImageSpec

/// Finds repositories by words: Docker Hub's search, and the catalogue of registries that have no search.
public struct RegistrySearch: Sendable {
  private let registry: RemoteRegistry

  /// Searches a registry.
  public init(_ registry: RemoteRegistry) { self.registry = registry }

  /// The results, in the registry's order; from a catalogue, the exact name first.
  ///
  /// - Parameters:
  ///   - term: what to look for, as typed; `library/` in front is dropped, as docker does.
  ///   - limit: how many results are asked for.
  /// - Returns: the results; what they say is foreign text.
  /// - Throws: ``RegistryError`` where the registry has neither search nor catalogue, ``RegistryProtocolError``.
  public func results(for term: String, limit: Int = 25) async throws -> [SearchResult] {
    let term = term.hasPrefix("library/") ? String(term.dropFirst(8)) : term
    let query = Query([("q", term), ("n", String(limit))]).encoded
    let endpoint = registry.endpoint
    var url = try RegistryEndpoint.join(endpoint.searchBase, "/v1/search").adding(query: query)
    if let namespace = endpoint.namespace { url = try url.adding(query: "ns=\(namespace)") }
    let call = RemoteRegistry.Call(method: .get, url: url, headers: ["X-Docker-Token": "true"])
    let response = try await registry.send(call)
    if response.status == 404 { return try await catalogResults(for: term, limit) }
    guard response.head.isSuccess else { throw RegistryError(response, method: .get) }
    do { return try SearchAnswer(parsing: response.body).results } catch {
      throw RegistryProtocolError.malformedAnswer(url: url.description, error)
    }
  }

  private func catalogResults(for term: String, _ limit: Int) async throws -> [SearchResult] {
    let names = try await registry.catalog().map(\.description).filter { $0.contains(term) }
    let exact = names.filter { $0 == term }
    return (exact + names.filter { $0 != term }).prefix(limit).map { SearchResult(name: $0) }
  }
}
