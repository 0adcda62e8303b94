import DistributionSpec
import ImageSpec
import Testing

@testable import Worlds

@Suite struct SeenRegistryTests {
  private func moment(_ seconds: Int64) -> Timestamp { Timestamp(seconds: seconds) }

  @Test func `What is remembered is bounded, the latest stays, and reads back as it was written`() throws {
    var seen = SeenRegistry(host: .dockerHub)
    let first = try RepositoryName(parsing: "team/first")
    seen.see(tags: try (0..<3_000).map { try Tag(parsing: "t\($0)") }, areAll: true, of: first, at: moment(1))
    #expect(seen.repositories["team/first"]?.tags.count == 2_000)
    for number in 0..<11 {
      let name = try RepositoryName(parsing: "team/r\(number)")
      seen.see(tags: try (0..<2_000).map { try Tag(parsing: "t\($0)") }, areAll: true, of: name, at: moment(2))
    }
    #expect(seen.repositories.values.reduce(0) { $0 + $1.tags.count } <= 20_000)
    #expect(seen.repositories["team/first"]?.tags == [] && seen.repositories["team/first"]?.tagsListed == nil)
    seen.see(catalogue: try (0..<6_000).map { try RepositoryName(parsing: "n\($0)") }, areAll: false, at: moment(3))
    #expect(seen.repositories.count == 5_000 && seen.repositories["team/r1"] == nil && seen.listed == 3)
    seen.see(
      results: [SearchResult(name: "tiny", description: String(repeating: "ä", count: 500)), SearchResult(name: "No")],
      for: "tin", at: moment(4))
    #expect(seen.found == ["library/tiny"] && seen.searches == ["tin": 4] && seen.used == 4)
    #expect(seen.repositories["library/tiny"]?.description?.utf8.count == 200)
    let bytes = seen.encoded(of: "place")
    #expect(SeenRegistry(parsing: bytes, of: "place") == seen)
    #expect(SeenRegistry(parsing: bytes, of: "another place") == nil)
    #expect(SeenRegistry(parsing: Array(bytes.dropLast()), of: "place") == nil)
  }

  @Test func `A list that is whole takes away what is not on it`() throws {
    var seen = SeenRegistry(host: .localhost)
    let (app, web) = (try RepositoryName(parsing: "app"), try RepositoryName(parsing: "web"))
    let (one, two) = (try Tag(parsing: "1"), try Tag(parsing: "2"))
    seen.see(app, tag: one, at: moment(1))
    seen.see(web, at: moment(1))
    seen.see(tags: [two], areAll: false, of: app, at: moment(2))
    #expect(seen.repositories["app"]?.tags == ["1", "2"])
    seen.lose(app, tag: two)
    #expect(seen.repositories["app"]?.tags == ["1"])
    seen.see(tags: [two], areAll: true, of: app, at: moment(3))
    #expect(seen.repositories["app"]?.tags == ["2"])
    seen.see(catalogue: [app], areAll: true, at: moment(4))
    #expect(seen.repositories.keys.sorted() == ["app"] && seen.repositories["app"]?.tags == ["2"])
  }
}
