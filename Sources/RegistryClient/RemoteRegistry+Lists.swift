import DistributionSpec
import HTTPTransport
import ImageSpec

extension RemoteRegistry {
  /// How many pages of a list are read at most.
  static let maximumPages = 1000

  /// Reads a list page by page, following `Link`, until `take`, which reads a page, says that no more is wanted.
  func pages(
    _ first: HTTPURL, scopes: [TokenScope], _ take: ([UInt8]) throws(DocumentError) -> Bool
  ) async throws {
    var url = first
    for _ in 0..<Self.maximumPages {
      let response = try await succeed(Call(method: .get, url: url, scopes: scopes))
      let isMoreWanted: Bool
      do { isMoreWanted = try take(response.body) } catch {
        throw RegistryProtocolError.malformedAnswer(url: url.description, error)
      }
      guard isMoreWanted, let link = response.headers["Link"].flatMap({ LinkHeader(parsing: $0) }) else { return }
      let next = try response.head.url.resolving(link.next)
      // A list that goes on elsewhere, or where it was, is none.
      guard next.origin == url.origin, next != url else { return }
      url = next
    }
    throw RegistryProtocolError.endlessList(url: first.description)
  }

  /// The names of the registry's repositories, at most `limit`, where the registry tells them.
  ///
  /// - Throws: ``RegistryError`` where it does not.
  public func catalog(limit: Int = 10_000) async throws -> [RepositoryName] {
    var names: [RepositoryName] = []
    try await pages(endpoint.url(Endpoint.catalog.path, query: "n=1000"), scopes: [.catalog]) {
      bytes throws(DocumentError) in
      names += try RepositoryList(parsing: bytes).repositories
      return names.count < limit
    }
    return Array(names.prefix(limit))
  }
}
