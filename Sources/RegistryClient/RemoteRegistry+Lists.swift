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
      guard !response.head.isPage else {
        throw RegistryProtocolError.page(url: url.description, status: response.status)
      }
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

  /// The names of the registry's repositories, page by page in the registry's order, where the registry tells them.
  ///
  /// - Parameters:
  ///   - last: the name behind which the list begins; nil begins it at its start.
  ///   - pageSize: how many names a page should have; the registry may give fewer.
  ///   - take: is given a page and says whether more are wanted.
  /// - Throws: ``RegistryError`` where the registry does not tell, with 404, 401 or 403 mostly.
  public func catalogPages(
    after last: RepositoryName? = nil, pageSize: Int = 1000, _ take: ([RepositoryName]) -> Bool
  ) async throws {
    let first = try endpoint.url(Endpoint.catalog.path, query: Self.pageQuery(pageSize, last?.description))
    try await pages(first, scopes: [.catalog]) { bytes throws(DocumentError) in
      take(try RepositoryList(parsing: bytes).repositories)
    }
  }

  /// The names of the registry's repositories, at most `limit`, where the registry tells them.
  ///
  /// - Throws: ``RegistryError`` where it does not.
  public func catalog(limit: Int = 10_000) async throws -> [RepositoryName] {
    var names: [RepositoryName] = []
    try await catalogPages { page in
      names += page
      return names.count < limit
    }
    return Array(names.prefix(limit))
  }

  /// The query of a list's first page.
  static func pageQuery(_ size: Int?, _ last: String?) -> String {
    var query = Query()
    if let size { query.append("n", String(size)) }
    if let last { query.append("last", last) }
    return query.encoded
  }
}
