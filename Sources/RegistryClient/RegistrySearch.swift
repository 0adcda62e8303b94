import DistributionSpec
import HTTPTransport
import ImageSpec

/// Finds repositories by words: Docker Hub's search, and the catalogue of registries that have no search.
public struct RegistrySearch: Sendable {
  private let registry: RemoteRegistry

  /// Searches a registry.
  public init(_ registry: RemoteRegistry) { self.registry = registry }

  /// What was found, and by which means.
  public struct Answer: Sendable {
    /// The results, in the registry's order; from a catalogue, the exact name first. What they say is foreign text.
    public let results: [SearchResult]
    /// Whether the registry has no search, and its catalogue stood in.
    public let isFromCatalogue: Bool
  }

  /// The registry has no search, and does not list its repositories either.
  public struct Unavailable: Error {
    /// What its catalogue was answered with.
    public let error: RegistryError
  }

  /// Searches by words.
  ///
  /// - Parameters:
  ///   - term: what to look for, as typed; `library/` in front is dropped, as docker does.
  ///   - limit: how many results are asked for.
  ///   - prefix: what the names of a catalogue must begin with, with a slash at its end; the rest of the name is what is
  ///     looked at. The names that are returned have it.
  /// - Returns: what was found.
  /// - Throws: ``Unavailable``, ``RegistryError`` for refusals, ``RegistryProtocolError``.
  public func answer(for term: String, limit: Int = 25, below prefix: String = "") async throws -> Answer {
    let term = term.hasPrefix("library/") ? String(term.dropFirst(8)) : term
    let query = Query([("q", term), ("n", String(limit))]).encoded
    let endpoint = registry.endpoint
    var url = try RegistryEndpoint.join(endpoint.searchBase, "/v1/search").adding(query: query)
    if let namespace = endpoint.namespace { url = try url.adding(query: "ns=\(namespace)") }
    let call = RemoteRegistry.Call(method: .get, url: url, headers: ["X-Docker-Token": "true"])
    let response: HTTPResponse
    do { response = try await registry.send(call) } catch let error as HTTPError {
      // An authorization on the way may have failed as well: that is another address.
      throw error.url == url.description ? error.with(query: query) : error
    }
    if response.status == 404 {
      do {
        return Answer(results: try await catalogResults(for: term, limit, prefix), isFromCatalogue: true)
      } catch let error as RegistryError where [404, 405, 501].contains(error.status) {
        throw Unavailable(error: error)
      }
    }
    guard response.head.isSuccess else { throw RegistryError(response, method: .get) }
    guard !response.head.isPage else { throw RegistryProtocolError.page(url: url.description, status: response.status) }
    do { return Answer(results: try SearchAnswer(parsing: response.body).results, isFromCatalogue: false) } catch {
      throw RegistryProtocolError.malformedAnswer(url: url.description, error)
    }
  }

  /// The results alone, see ``answer(for:limit:below:)``.
  public func results(for term: String, limit: Int = 25, below prefix: String = "") async throws -> [SearchResult] {
    try await answer(for: term, limit: limit, below: prefix).results
  }

  /// Whether the registry has a search of its own; without one, its catalogue stands in.
  ///
  /// - Throws: the transport's errors.
  public func isOffered() async throws -> Bool {
    let url = try RegistryEndpoint.join(registry.endpoint.searchBase, "/v1/_ping")
    return try await registry.send(RemoteRegistry.Call(method: .get, url: url)).head.isSuccess
  }

  /// Stars in the term stand for anything, as a search takes them.
  private func catalogResults(for term: String, _ limit: Int, _ prefix: String) async throws -> [SearchResult] {
    let parts = term.split(separator: "*").map(String.init)
    let names = try await registry.catalog().map(\.description).filter { name in
      name.hasPrefix(prefix) && Self.holds(name.dropFirst(prefix.count), parts)
    }
    let exact = names.filter { $0 == prefix + term }
    return (exact + names.filter { $0 != prefix + term }).prefix(limit).map { SearchResult(name: $0) }
  }

  /// Whether a name holds the parts one behind the other.
  private static func holds(_ name: Substring, _ parts: [String]) -> Bool {
    var rest = name
    for part in parts {
      guard let end = rest.firstRange(of: part)?.upperBound else { return false }
      rest = rest[end...]
    }
    return true
  }
}
