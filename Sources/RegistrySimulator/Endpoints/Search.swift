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

  /// `/v1/search?q=TERM&n=COUNT`, as Docker Hub answers it.
  ///
  /// A result's name or description holds the term, whatever the case. Stars in the term stand for anything, so `*`
  /// alone lists the whole catalogue. The order is the catalogue's.
  func search(_ request: RegistryRequest) throws(Refusal) -> RegistryResponse {
    guard request.method == "GET" || request.method == "HEAD" else { throw Refusal.method("GET", "HEAD") }
    var count = Self.usualResults
    if let text = request.query["n"], !text.isEmpty {
      guard let wanted = Int(text), wanted > 0 else {
        throw Refusal(400, .paginationNumberInvalid, detail: ["n": .string(text)])
      }
      count = wanted
    }
    let term = request.query["q"] ?? ""
    var words = term.lowercased()
    if words.hasPrefix("library/") { words.removeFirst("library/".count) }
    let parts = words.split(separator: "*").map(String.init)
    let all = configuration.catalogue ?? repositories.map { SearchResult(name: $0.description) }
    let found = all.filter { Self.matches($0.name, parts) || Self.matches($0.description, parts) }
    let results = Array(found.prefix(min(count, limits.searchResults)))
    return RegistryResponse(200, json: SearchAnswer(query: term, results: results).encoded())
  }

  private static let usualResults = 25

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
