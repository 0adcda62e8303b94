import DistributionSpec
import ImageSpec

extension RegistrySimulator {
  /// `/v1/_ping`: says that this host has the old search.
  func ping(_ request: RegistryRequest) throws(Refusal) -> RegistryResponse {
    guard request.method == "GET" || request.method == "HEAD" else { throw Refusal.method("GET", "HEAD") }
    return RegistryResponse(
      200, headers: ["X-Docker-Registry-Version": "0.9.1", "X-Docker-Registry-Standalone": "True"],
      json: Array("true".utf8))
  }

  /// `/v1/search?q=TERM&n=COUNT&page=NUMBER`, as Docker Hub answers it.
  ///
  /// A result's name or description holds the term, whatever the case. Stars in the term stand for anything, so `*`
  /// alone lists the whole catalogue. The order is the catalogue's.
  func search(_ request: RegistryRequest) throws(Refusal) -> RegistryResponse {
    guard request.method == "GET" || request.method == "HEAD" else { throw Refusal.method("GET", "HEAD") }
    let wanted = (try positive(request, "n"), try positive(request, "page_size"))
    let size = min(wanted.0 ?? wanted.1 ?? Self.usualResults, limits.searchResults)
    let page = min(try positive(request, "page") ?? 1, Self.lastPage)
    let term = request.query["q"] ?? ""
    var words = term.lowercased()
    if words.hasPrefix("library/") { words.removeFirst("library/".count) }
    let parts = words.split(separator: "*").map(String.init)
    let all = configuration.catalogue ?? namesOfPublicRepositories
    let found = all.filter { Self.matches($0.name, parts) || Self.matches($0.description, parts) }
    let results = Array(found.dropFirst((page - 1) * size).prefix(size))
    let answer = SearchAnswer(query: term, results: results, total: found.count, page: page, pageSize: size)
    return RegistryResponse(200, json: answer.encoded())
  }

  private static let usualResults = 25
  private static let lastPage = 1_000_000

  private func positive(_ request: RegistryRequest, _ name: String) throws(Refusal) -> Int? {
    guard let text = request.query[name], !text.isEmpty else { return nil }
    guard let number = Int(text), number > 0 else {
      throw Refusal(400, .paginationNumberInvalid, detail: ["\(name)": .string(text)])
    }
    return number
  }

  private var namesOfPublicRepositories: [SearchResult] {
    repositories.filter { !configuration.policy.isPrivate($0) }.map { SearchResult(name: $0.description) }
  }

  /// Whether a text holds the parts one behind the other.
  private static func matches(_ text: String, _ parts: [String]) -> Bool {
    var rest = text.lowercased()[...]
    for part in parts {
      guard let end = rest.firstRange(of: part)?.upperBound else { return false }
      rest = rest[end...]
    }
    return true
  }
}
