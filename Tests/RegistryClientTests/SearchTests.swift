import DistributionSpec
import HTTPTransport
import ImageSpec
import RegistryClient
import TestSupport
import Testing

@Suite struct SearchTests {
  @Test func `results come as the registry orders them`() async throws {
    let answer = SearchAnswer(
      query: "x",
      results: [
        SearchResult(name: "microsoft/x", description: "d\u{1B}[31m", stars: 5, isOfficial: true),
        SearchResult(name: "b/x"),
      ])
    let server = try ScriptedServer(answering: { request in
      request.target.hasPrefix("/v1/search?")
        ? ScriptedServer.response("200 OK", body: String(decoding: answer.encoded(), as: UTF8.self))
        : ScriptedServer.response("404 N")
    })
    let search = try RegistrySearch(Client(server.url).registry)
    #expect(try await search.results(for: "library/x y&z", limit: 7) == answer.results)
    #expect(server.requests.map(\.target) == ["/v1/search?q=x%20y%26z&n=7"])
    #expect(server.requests.first?["x-docker-token"] == "true")
  }

  @Test func `a registry with neither search nor catalogue says so itself`() async throws {
    let server = try ScriptedServer(answering: { request in
      ScriptedServer.response(request.target.hasPrefix("/v1") ? "404 N" : "403 F")
    })
    let error = await #expect(throws: RegistryError.self) {
      try await RegistrySearch(Client(server.url).registry).results(for: "x")
    }
    #expect(error?.code == .denied)
  }

  @Test func `an answer that is none is told`() async throws {
    let server = try ScriptedServer(answering: { _ in ScriptedServer.response("200 OK", body: "<html>") })
    await #expect(throws: RegistryProtocolError.self) {
      try await RegistrySearch(Client(server.url).registry).results(for: "x")
    }
  }
}
