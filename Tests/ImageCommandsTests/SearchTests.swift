import Foundation
import ImageCommands
import TestSupport
import Testing
import Worlds

/// `search` at a server like Docker Hub, at a registry that has none, and in a simulated world.
@Suite struct SearchTests {
  private func hub() throws -> ScriptedServer {
    try ScriptedServer(answering: { request in
      guard request.target.hasPrefix("/v1/search?") else { return ScriptedServer.response("404 Not Found") }
      return ScriptedServer.response(
        "200 OK",
        body: """
          {"query":"x","results":[
          {"name":"busybox","description":"Base image.","star_count":3000,"is_official":true,"is_automated":false},
          {"name":"a/b","description":"Full-chain, Internet enabled, busybox made from scratch.","star_count":72,
          "is_official":false,"is_automated":true}]}
          """)
    })
  }

  @Test func `Results come as a table, filtered, as JSON and by a template`() async throws {
    let server = try hub()
    let bench = try Workbench()
    let host = "127.0.0.1:\(server.port)"
    #expect(
      try await bench.run("search \(host)/x").lines == [
        "NAME      DESCRIPTION                                     STARS     OFFICIAL",
        "busybox   Base image.                                     3000      [OK]",
        "a/b       Full-chain, Internet enabled, busybox made f…   72        ",
      ])
    #expect(
      try await bench.run("search --format '{{.Name}} {{.IsOfficial}}' -f stars=73 \(host)/x").output
        == "busybox [OK]\n")
    #expect(try await bench.run("search --format {{.Name}} -f is-official=false \(host)/x").output == "a/b\n")
    let automated = try await bench.run("search --format {{.Name}} -f is-automated=true \(host)/x")
    #expect(automated.output == "a/b\n" && automated.headline.hasPrefix("WARNING: the \"is-automated\" filter"))
    #expect(
      try await bench.run("search --format json -f stars=73 \(host)/x").output
        == #"{"Description":"Base image.","IsOfficial":"true","Name":"busybox","StarCount":"3000"}"# + "\n")
    #expect(try await bench.run("search --no-trunc \(host)/x").output.contains("made from scratch."))
    #expect(server.requests.first?.target == "/v1/search?q=x&n=25")
    _ = try await bench.run("search --limit 7 \(host)/x")
    _ = try await bench.run("search --limit 0 \(host)/x")
    #expect(server.requests.suffix(2).map(\.target) == ["/v1/search?q=x&n=7", "/v1/search?q=x&n=25"])
  }

  @Test(
    "What is wrong is told in docker's words before anybody is asked",
    arguments: [
      ("-f bogus=1", "Error response from daemon: Invalid filter 'bogus'", 1),
      ("-f stars=x", "Error response from daemon: Invalid filter 'stars=x'", 1),
      ("-f is-official=maybe", "Error response from daemon: Invalid filter 'is-official=[maybe]'", 1),
      ("--limit 101", "Error response from daemon: Limit 101 is outside the range of [1, 100]", 1),
      ("--limit -1", "Error response from daemon: Limit -1 is outside the range of [1, 100]", 1),
      ("--stars 3", "unknown flag: --stars", 125),
    ] as [(String, String, Int32)])
  func wrong(options: String, headline: String, status: Int32) async throws {
    let ended = try await Workbench().run("search \(options) 127.0.0.1:1/x")
    #expect(ended.headline == headline && ended.status == status && ended.output == "")
  }

  @Test func `A field that there is not is told by Go's words and the known ones`() async throws {
    let server = try hub()
    let ended = try await Workbench().run(
      #"search --format "table {{.Name}}\t{{.IsAutomated}}" 127.0.0.1:\#(server.port)/x"#)
    #expect(
      ended.headline == "template parsing error: template: :1:12: executing \"\" at <.IsAutomated>: "
        + "can't evaluate field IsAutomated in type *registry.searchContext")
    #expect(ended.errors.contains("StarCount") && ended.status == 1)
  }

  @Test func `A registry without search is searched by its catalogue, and says so`() async throws {
    try await serving(try Workbench.library.loadFixture("linux-basics")) { source in
      let registry = try RealRegistry()
      let bench = try Workbench()
      try await bench.run("pull -q \(source)/library/tiny")
      for name in ["apple", "team/app", "other"] {
        try await bench.run("tag \(source)/library/tiny \(registry.host)/\(name)")
        try await bench.run("push -q \(registry.host)/\(name)")
      }
      let found = try await bench.run("search --format {{.Name}} \(registry.host)/app")
      #expect(found.lines == ["apple", "team/app"] && found.status == 0)
      #expect(found.errors.hasPrefix("Notice: \(registry.host) has no search: these are the names of its catalogue"))
      #expect(
        try await bench.run("search --list-tags \(registry.host)/team/app").lines.last?
          .hasPrefix("\(registry.host)/team/app") == true)
      #expect(try await bench.run("search --list-tags --format {{.Tag}} \(registry.host)/apple").output == "latest\n")
    }
    let nothing = try ScriptedServer(answering: { _ in ScriptedServer.response("404 Not Found") })
    let ended = try await Workbench().run("search 127.0.0.1:\(nothing.port)/x")
    #expect(ended.headline == "Error response from daemon: Unexpected status code 404" && ended.status == 1)
  }

  @Test func `A simulated world of 2016 has the column of its time`() async throws {
    let bench = try await Workbench(fixture: "windows-2016")
    #expect(try await bench.run("search iis").lines.first?.hasSuffix("AUTOMATED") == true)
  }
}
