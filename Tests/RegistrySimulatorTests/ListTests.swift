import DistributionSpec
import ImageSpec
import RegistrySimulator
import Testing

@Suite struct ListTests {
  @Test func tagsAreSortedAndPagedByName() async throws {
    let test = try await TestRegistry()
    for tag in ["b", "a", "10", "9", "B"] { try await test.pushImage("app", tag) }
    let all = try TagList(parsing: try await test.ask("GET", "/v2/app/tags/list").collect())
    #expect(all.tags.map(\.description) == ["10", "9", "B", "a", "b"])
    var target = "/v2/app/tags/list?n=2"
    var pages: [[String]] = []
    while true {
      let answer = await test.ask("GET", target)
      pages.append(try TagList(parsing: try answer.collect()).tags.map(\.description))
      guard let link = answer.headers["Link"].flatMap(LinkHeader.init(parsing:)) else { break }
      target = link.next
    }
    #expect(pages == [["10", "9"], ["B", "a"], ["b"]])
    let empty = await test.ask("GET", "/v2/app/tags/list?n=0")
    #expect(try TagList(parsing: try empty.collect()).tags == [])
    #expect(empty.headers["Link"] == nil)
    let past = await test.ask("GET", "/v2/app/tags/list?n=9&last=Z")
    #expect(try TagList(parsing: try past.collect()).tags.map(\.description) == ["a", "b"])
  }

  @Test func theCatalogueIsSortedAndPaged() async throws {
    var limits = RegistryLimits()
    limits.pageSize = 2
    let test = try await TestRegistry(limits: limits)
    for name in ["c", "a/b", "a"] { try await test.pushImage(name, "1") }
    try await test.push([1], to: "blobs-only")
    let first = await test.ask("GET", "/v2/_catalog")
    #expect(try RepositoryList(parsing: try first.collect()).repositories.map(\.description) == ["a", "a/b"])
    let link = try #require(first.headers["Link"].flatMap(LinkHeader.init(parsing:)))
    let second = await test.ask("GET", link.next)
    #expect(try RepositoryList(parsing: try second.collect()).repositories.map(\.description) == ["c"])
    #expect(second.headers["Link"] == nil)
  }

  private static let catalogue = [
    SearchResult(name: "microsoft/aspnet", description: "ASP.NET on Nano Server", stars: 2, isAutomated: true),
    SearchResult(name: "microsoft/iis", description: "Internet Information Services", stars: 9),
    SearchResult(name: "nginx", description: "Web server", stars: 1_000, isOfficial: true),
  ]

  @Test(arguments: [
    ("q=*", ["microsoft/aspnet", "microsoft/iis", "nginx"]), ("q=server", ["microsoft/aspnet", "nginx"]),
    ("q=IIS", ["microsoft/iis"]), ("q=micro*net", ["microsoft/aspnet"]), ("q=library/nginx", ["nginx"]),
    ("q=*&n=1", ["microsoft/aspnet"]), ("q=nothing", []),
    ("q=%2A&n=25", ["microsoft/aspnet", "microsoft/iis", "nginx"]),
  ])
  func search(query: String, names: [String]) async throws {
    let test = try await TestRegistry(catalogue: Self.catalogue)
    let answer = await test.ask("GET", "/v1/search?\(query)")
    let found = try SearchAnswer(parsing: try answer.collect())
    #expect(found.results.map(\.name) == names)
    #expect(found.results.allSatisfy { Self.catalogue.contains($0) })
  }

  @Test func withoutACatalogueSearchFindsRepositories() async throws {
    let test = try await TestRegistry()
    try await test.pushImage("team/app", "1")
    let answer = try SearchAnswer(parsing: try await test.ask("GET", "/v1/search?q=app").collect())
    #expect(answer.results.map(\.name) == ["team/app"])
    #expect(await test.ask("GET", "/v1/search?q=app&n=x").status == 400)
    #expect(await test.ask("GET", "/v1/_ping").status == 200)
  }

  @Test func theLogHoldsTheLatestRequestsWithoutSecrets() async throws {
    var limits = RegistryLimits()
    limits.logEntries = 3
    let test = try await TestRegistry(limits: limits)
    for number in 1...10 {
      _ = await test.ask("GET", "/v2/app/manifests/\(number)", ["Authorization": "Basic c2VjcmV0"])
    }
    #expect(test.registry.requests.map(\.path) == (8...10).map { "/v2/app/manifests/\($0)" })
    #expect(test.registry.requests.allSatisfy { $0.status == 404 && $0.method == "GET" && $0.bytes > 0 })
    #expect(!"\(test.registry.requests)".contains("c2VjcmV0"))
    test.registry.clearLog()
    #expect(test.registry.requests == [])
  }
}
