import Foundation
import ImageCommands
import TestSupport
import Testing
import Worlds

/// `registry ls`, `registry tags` and `registry rm` at Debian's registry.
@Suite struct RegistryCommandsTests {
  /// A world, and a registry that has `app:1` and `app:2` of one image, `app:3` of another, and `team/tool:1`.
  private func setUp(_ registry: RealRegistry) async throws -> Workbench {
    let bench = try Workbench()
    try await serving(try Workbench.library.loadFixture("linux-basics")) { host in
      try await bench.run("pull -q \(host)/library/tiny \(host)/alice/greeter")
      for (source, target) in [
        ("library/tiny", "app:1"), ("library/tiny", "app:2"), ("alice/greeter", "app:3"),
        ("library/tiny", "team/tool:1"),
      ] {
        try await bench.run("tag \(host)/\(source) \(registry.host)/\(target)")
        let pushed = try await bench.run("push -q \(registry.host)/\(target)")
        #expect(pushed.status == 0, "\(pushed)")
      }
    }
    return bench
  }

  private func tags(_ bench: Workbench, _ registry: RealRegistry) async throws -> [String] {
    try await bench.run("registry tags --format '{{.Tag}}' \(registry.host)/app").lines.sorted()
  }

  @Test func `Repositories and tags are listed, as far as it is wanted`() async throws {
    let registry = try RealRegistry()
    let bench = try await setUp(registry)
    let host = registry.host
    #expect(try await bench.run("registry ls \(host)").lines == ["NAME", "\(host)/app", "\(host)/team/tool"])
    #expect(try await bench.run("registry ls -q http://\(host)/v2/").lines == ["\(host)/app", "\(host)/team/tool"])
    #expect(try await bench.run("registry ls --limit 1 --format '{{.Repository}}' \(host)").output == "app\n")
    #expect(try await bench.run("registry tags \(host)/app").lines.first == "TAG")
    #expect(
      try await bench.run("registry tags -q \(host)/app").lines.sorted() == ["1", "2", "3"].map { "\(host)/app:\($0)" })
    #expect(try await bench.run("registry tags -q --limit 2 \(host)/app").lines.count == 2)
    let digests = try await bench.run("registry tags --digests --format '{{.Tag}} {{.Digest}}' \(host)/app").lines
      .sorted()
    #expect(digests.count == 3 && digests[0].dropFirst(2) == digests[1].dropFirst(2) && digests[1] != digests[2])
    let long = try await bench.run("registry tags -l \(host)/app")
    #expect(long.lines[0].hasPrefix("TAG       DIGEST") && long.lines[0].hasSuffix("SIZE      PLATFORMS"), "\(long)")
    #expect(long.lines[1].hasSuffix("linux/amd64") && long.lines.count == 4)
  }

  @Test func `What is not there is told with where to look`() async throws {
    let registry = try RealRegistry()
    let bench = try await setUp(registry)
    let missing = try await bench.run("registry tags \(registry.host)/nosuch")
    #expect(
      missing.status == 1 && missing.headline.contains("repository \(registry.host)/nosuch not found: name unknown"))
    #expect(try await bench.run("registry tags \(registry.host)/app:1").status == 1)
    #expect(try await bench.run("registry tags --format '{{.Nope}}' \(registry.host)/app").errors.contains("Platforms"))
    let rm = try await bench.run("registry rm \(registry.host)/app:9")
    #expect(rm.status == 1 && rm.headline.contains("not found"))
    #expect(try await bench.run("registry rm -f \(registry.host)/app:9").status == 0)
    let guess = try await bench.run("registry rm \(registry.host)/app")
    #expect(guess.status == 1 && guess.headline.contains("neither tag nor digest"))
  }

  @Test func `A tag goes, others of the same image never unasked`() async throws {
    let registry = try RealRegistry()
    let bench = try await setUp(registry)
    let host = registry.host
    let dry = try await bench.run("registry rm --dry-run \(host)/app:1")
    #expect(
      dry.output == "Would remove from its registry: \(host)/app:1\n" && dry.errors.contains("2 is of the same image"))
    let refused = try await bench.run("registry rm \(host)/app:1")
    #expect(refused.status == 1 && refused.headline.hasSuffix("other tags of the same image would go with it: 2"))
    #expect(try await tags(bench, registry) == ["1", "2", "3"])
    let alone = try await bench.run("registry rm \(host)/app:3")
    #expect(alone.status == 0 && alone.lines.map { $0.prefix(9) } == ["Untagged:", "Deleted: "], "\(alone)")
    #expect(try await tags(bench, registry) == ["1", "2"])
    let both = try await bench.run("registry rm -a \(host)/app:1")
    #expect(both.status == 0 && Set(both.lines.dropLast()) == ["Untagged: \(host)/app:1", "Untagged: \(host)/app:2"])
    #expect(try await tags(bench, registry) == [])
    // Another repository's image is its own.
    #expect(try await bench.run("pull -q \(host)/team/tool:1").status == 0)
  }

  @Test func `Tags that are all named go together, and so does a manifest by its digest`() async throws {
    let registry = try RealRegistry()
    let bench = try await setUp(registry)
    let host = registry.host
    let named = try await bench.run("registry rm \(host)/app:2 \(host)/app:1")
    #expect(named.status == 0 && named.lines.count == 3, "\(named)")
    let digest = try #require(
      try await bench.run("registry tags --format '{{.Digest}}' \(host)/app").lines.first)
    let tagged = try await bench.run("registry rm \(host)/app@\(digest)")
    #expect(tagged.status == 1 && tagged.headline.hasSuffix("would go with it: 3"))
    #expect(try await bench.run("registry rm -a \(host)/app@\(digest)").status == 0)
    #expect(try await tags(bench, registry) == [])
  }

  @Test func `A registry that deletes nothing is explained`() async throws {
    let registry = try RealRegistry(allowsDelete: false)
    let bench = try await setUp(registry)
    let ended = try await bench.run("registry rm \(registry.host)/app:3")
    #expect(ended.status == 1 && ended.headline.hasPrefix("Error response from daemon: unsupported: "), "\(ended)")
    #expect(ended.errors.contains("REGISTRY_STORAGE_DELETE_ENABLED=true"))
  }

  @Test func `A registry that deletes tags alone keeps the others`() async throws {
    let server = try ScriptedServer(answering: { request in
      let digest = "sha256:" + String(repeating: "a", count: 64)
      let head = ["Content-Type: application/vnd.oci.image.manifest.v1+json", "Docker-Content-Digest: \(digest)"]
      switch (request.method, request.target) {
      case ("DELETE", "/v2/app/manifests/1"): return ScriptedServer.response("202 Accepted")
      case ("HEAD", _): return "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\(head.joined(separator: "\r\n"))\r\n\r\n"
      case ("GET", _):
        return ScriptedServer.response("200 OK", body: #"{"name":"app","tags":["1","2"]}"#)
      default: return ScriptedServer.response("405 Method Not Allowed")
      }
    })
    let ended = try await Workbench().run("registry rm 127.0.0.1:\(server.port)/app:1")
    #expect(ended.output == "Untagged: 127.0.0.1:\(server.port)/app:1\n" && ended.status == 0, "\(ended)")
  }
}
