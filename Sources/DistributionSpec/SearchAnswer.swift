import ImageSpec

/// One result of a search.
public struct SearchResult: Hashable, Sendable {
  /// The repository's name as the registry shows it. Foreign text.
  public var name: String
  /// What it is. Foreign text.
  public var description: String
  /// How many users starred it.
  public var stars: Int64
  /// Whether the registry vouches for it.
  public var isOfficial: Bool
  /// Whether it was built from its sources by the registry.
  public var isAutomated: Bool

  /// Composes a result.
  public init(
    name: String, description: String = "", stars: Int64 = 0, isOfficial: Bool = false, isAutomated: Bool = false
  ) {
    self.name = name
    self.description = description
    self.stars = stars
    self.isOfficial = isOfficial
    self.isAutomated = isAutomated
  }
}

/// What `GET /v1/search` answers on Docker Hub.
public struct SearchAnswer: Hashable, Sendable {
  /// The term that was searched.
  public let query: String
  /// The results in the registry's order.
  public let results: [SearchResult]

  /// How many results there are on all pages; nil where the registry does not say.
  public let total: Int?
  /// The number of the page, from 1.
  public let page: Int
  /// How many results a page has at most.
  public let pageSize: Int

  /// Composes an answer; one page that holds everything, where nothing else is said.
  public init(query: String, results: [SearchResult], total: Int? = nil, page: Int = 1, pageSize: Int? = nil) {
    self.query = query
    self.results = results
    self.total = total ?? results.count
    self.page = page
    self.pageSize = pageSize ?? results.count
  }

  /// Reads an answer.
  ///
  /// - Throws: `DocumentError`.
  public init(parsing bytes: [UInt8]) throws(DocumentError) {
    let root = try JSONCursor(parsing: bytes)
    query = try root.optional("query")?.string() ?? ""
    var results: [SearchResult] = []
    for entry in try root.required("results").elements() {
      results.append(
        SearchResult(
          name: try entry.required("name").string(), description: try entry.optional("description")?.string() ?? "",
          stars: try entry.optional("star_count")?.integer() ?? 0,
          isOfficial: try entry.optional("is_official")?.bool() ?? false,
          isAutomated: try entry.optional("is_automated")?.bool() ?? false))
    }
    self.results = results
    // Nobody needs them, so nobody may fail for them.
    func number(_ name: String) -> Int? { (try? root.optional(name)?.integer()).map { Int(clamping: $0) } }
    total = number("num_results")
    page = number("page") ?? 1
    pageSize = number("page_size") ?? results.count
  }

  /// The answer's bytes.
  public func encoded() -> [UInt8] {
    let list = results.map { result -> JSON in
      [
        "name": .string(result.name), "description": .string(result.description), "star_count": .integer(result.stars),
        "is_official": .bool(result.isOfficial), "is_automated": .bool(result.isAutomated),
        "is_trusted": .bool(result.isAutomated),
      ]
    }
    let body: JSON = [
      "query": .string(query), "num_results": .integer(Int64(total ?? results.count)),
      "num_pages": .integer(Int64(max(1, ((total ?? results.count) + max(1, pageSize) - 1) / max(1, pageSize)))),
      "page": .integer(Int64(page)), "page_size": .integer(Int64(pageSize)), "results": .array(list),
    ]
    return body.encoded()
  }
}
