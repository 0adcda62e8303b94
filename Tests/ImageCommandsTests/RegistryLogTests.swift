import ImageCommands
import RegistrySimulator
import Testing
import Worlds

/// `registry log`, and rights and limits of a fixture's registries as commands meet them.
@Suite struct RegistryLogTests {
  @Test func `A simulated world tells what its registries were asked`() async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    #expect(try await bench.run("registry log").lines.count == 1)
    #expect(try await bench.run("pull -q tiny").status == 0)
    let log = try await bench.run("registry log")
    #expect(log.lines[0].hasPrefix("TIME") && log.lines[0].hasSuffix("WEATHER"), "\(log)")
    #expect(log.lines.contains { $0.firstMatch(of: #//blobs/sha256:[0-9a-f]{12} /#) != nil }, "\(log)")
    let whole = try await bench.run("registry log --no-trunc")
    #expect(whole.lines.contains { $0.firstMatch(of: #//blobs/sha256:[0-9a-f]{64} /#) != nil }, "\(whole)")
    let manifests = try await bench.run(
      "registry log -f kind=manifest -f status=2xx --format '{{.Method}} {{.Repository}} {{.Status}} {{.Host}}'")
    #expect(manifests.lines.contains("GET library/tiny 200 docker.io"), "\(manifests)")
    #expect(manifests.lines.allSatisfy { $0.hasSuffix(" library/tiny 200 docker.io") })
    #expect(try await bench.run("registry log -n 1 --format '{{.Kind}}'").lines.count == 1)
    #expect(try await bench.run("registry log --at registry.example.com").lines.count == 1)
    #expect(try await bench.run("registry log -f account=alice --format '{{.Number}}'").output == "")
  }

  @Test func `A served registry tells it to another process`() async throws {
    let bench = try Workbench()
    let server = try await RegistryServer.start(control: .loopback)
    let host = "127.0.0.1:\(server.port)"
    _ = try await bench.run("pull \(host)/nosuch")
    let log = try await bench.run(
      "registry log --at \(host) -f status=404 --format '{{.Method}} {{.Path}} {{.Address}}'")
    #expect(log.lines.last == "GET /v2/nosuch/tags/list 127.0.0.1" || log.lines.last?.contains("/v2/nosuch/") == true)
    // Who looks at the log is not in it.
    #expect(
      try await bench.run("registry log --at \(host)").output
        == (try await bench.run("registry log --at \(host)").output))
    await server.stop()
  }

  @Test(arguments: [
    ("-f status=4x", "Invalid filter 'status=[4x]'"), ("-f colour=red", "Invalid filter 'colour'"),
    ("-f kind=chunk", "Invalid filter 'kind=[chunk]'"),
  ])
  func `A filter that means nothing is named`(words: String, headline: String) async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    let ended = try await bench.run("registry log \(words)")
    #expect(ended.status != 0 && ended.headline.contains(headline), "\(ended)")
  }

  private static let fixture = """
    platform: linux/amd64
    clock: 2026-01-01T00:00:00Z
    accounts:
      - {username: alice, password: secret}
      - {username: bob, password: other, pulls: [alice/hidden]}
      - {username: carl, password: third}
    layers: {base: {files: {etc/motd: hello}}}
    images:
      tiny: {created: 2026-01-01T00:00:00Z, history: [{layer: base, by: ADD}]}
    registries:
      docker.io:
        authentication: token
        rate-limit: {anonymous: 0/6h, accounts: 20/6h}
        repositories:
          alice/open: {tags: {latest: tiny}, description: For all}
          alice/hidden: {tags: {latest: tiny}, private: true, description: For some}
    """

  @Test func `A private repository is for those who may, and for others it is not there`() async throws {
    let bench = try await Workbench(yaml: Self.fixture)
    let nobody = try await bench.run("pull alice/hidden")
    let absent = try await bench.run("pull alice/absent")
    #expect(nobody.status == 1 && nobody.headline.contains("pull access denied for alice/hidden"), "\(nobody)")
    #expect(nobody.errors.replacing("hidden", with: "absent") == absent.errors)
    #expect(try await bench.run("search alice --format '{{.Name}}'").output == "alice/open\n")
    for (name, password, status) in [("bob", "other", Int32(0)), ("carl", "third", 1), ("alice", "secret", 0)] {
      #expect(try await bench.run("login -u \(name) -p \(password)").status == 0)
      let pulled = try await bench.run("pull -q alice/hidden")
      #expect(pulled.status == status, "\(name): \(pulled)")
      #expect(try await bench.run("logout").status == 0)
      _ = try await bench.run("rmi alice/hidden")
    }
  }

  @Test func `Whoever pulled too much is told to wait`() async throws {
    let bench = try await Workbench(yaml: Self.fixture)
    let last = try await bench.run("pull alice/open")
    #expect(
      last.status == 1 && last.headline.contains("toomanyrequests: You have reached your pull rate limit"), "\(last)")
    #expect(try await bench.run("login -u alice -p secret").status == 0)
    #expect(try await bench.run("pull -q alice/open").status == 0)
  }
}
