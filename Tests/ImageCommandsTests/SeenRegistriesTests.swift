import ByteStreams
import Foundation
import ImageCommands
import ImageOperations
import ImageSpec
import LayoutStore
import TestSupport
import Testing
import Worlds

/// What a world remembers of registries for completion, learnt from commands or behind the user's back.
@Suite struct SeenRegistriesTests {
  /// A real registry with two tags of one repository and one of another, and the world that pushed them.
  private func served(_ registry: RealRegistry) async throws -> Workbench {
    let bench = try Workbench()
    try await serving(try Workbench.library.loadFixture("linux-basics")) { host in
      try await bench.run("pull -q \(host)/library/tiny")
      for name in ["app:1", "app:2", "team/web:3"] {
        try await bench.run("tag \(host)/library/tiny \(registry.host)/\(name)")
        #expect(try await bench.run("push -q \(registry.host)/\(name)").status == 0)
      }
    }
    return bench
  }

  /// The same store in a world of another process.
  private func other(_ bench: Workbench, _ more: [String: String] = [:]) throws -> World {
    let own = [
      "HOME": bench.scratch.path, "DRYDOCK_HOME": bench.scratch("store"), "DOCKER_CONFIG": bench.scratch("docker"),
    ]
    return try RealWorld(
      environment: own.merging(more) { $1 }, workingFolder: bench.scratch.path, machine: "x86_64"
    ).world()
  }

  private func seen(_ host: RegistryHost, in world: World) async throws -> SeenRegistry {
    try await BlockingThreads.run { world.seen(host) }
  }

  @Test func `Commands teach names, other processes know them, and so does who can't reach the registry`() async throws
  {
    var registry: RealRegistry? = try RealRegistry()
    let host = try RegistryHost(parsing: try #require(registry).host)
    let bench = try await served(try #require(registry))
    let pushed = try await seen(host, in: try other(bench))
    #expect(pushed.repositories.mapValues(\.tags) == ["app": ["1", "2"], "team/web": ["3"]] && pushed.host == host)
    #expect(pushed.listed == nil && pushed.repositories["app"]?.tagsListed == nil)
    let fresh = try Workbench()
    for line in ["registry ls \(host)", "registry tags \(host)/app", "search \(host)/web"] {
      #expect(try await fresh.run(line).status == 0)
    }
    // Who never wrote to a store makes none, and knows it all the same.
    #expect(!FileManager.default.fileExists(atPath: fresh.scratch("store")))
    let learnt = try await seen(host, in: fresh.world)
    #expect(learnt.repositories.mapValues(\.tags) == ["app": ["1", "2"], "team/web": []])
    #expect(learnt.found == ["team/web"] && learnt.listed != nil && learnt.repositories["app"]?.tagsListed != nil)
    registry = nil
    #expect(try await bench.run("pull -q \(host)/app:1").status == 1)
    #expect(try await seen(host, in: try other(bench)) == pushed)
    let files = try FileManager.default.subpathsOfDirectory(atPath: bench.scratch("store/cache/registries"))
    #expect(files.count == 2)
    for file in files {
      let path = bench.scratch("store/cache/registries/\(file)")
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
      try Data("{\"version\":1".utf8).write(to: URL(filePath: path))
    }
    #expect(try await seen(host, in: try other(bench)).repositories.isEmpty, "a torn file is none")
    let again = try other(bench)
    #expect(try await BlockingThreads.run { again.seenHosts() } == [])
  }

  @Test func `A look behind the user's back asks once, and what it heard is there`() async throws {
    let registry = try RealRegistry()
    let host = try RegistryHost(parsing: registry.host)
    _ = try await served(registry)
    let bench = try Workbench()
    let look = RegistryLook(deadline: .seconds(60))
    let app = try ImageReference(parsing: "\(host)/app")
    for wish in [RegistryLook.Wish.repositories(host), .tags(app), .search(host, "we")] {
      try await BlockingThreads.run { look.ask(wish, in: bench.world) }
      await look.settle()
    }
    let learnt = try await seen(host, in: bench.world)
    #expect(learnt.repositories.mapValues(\.tags) == ["app": ["1", "2"], "team/web": []])
    #expect(learnt.found == ["team/web"])
  }

  @Test func `One request a registry at a time, silent, within a deadline, and none after the end`() async throws {
    let (asked, release) = (Condition(0), Condition(false))
    let server = try ScriptedServer { connection in
      guard try connection.request() != nil else { return }
      asked.withLock { $0 += 1 }
      asked.signal()
      _ = release.wait { $0 ? true : nil }
    }
    defer {
      release.withLock { $0 = true }
      release.signal()
    }
    let bench = try Workbench()
    let host = try RegistryHost(parsing: "127.0.0.1:\(server.port)")
    let app = try ImageReference(parsing: "\(host)/app")
    let patient = RegistryLook(deadline: .seconds(600))
    try await BlockingThreads.run {
      for wish in [RegistryLook.Wish.tags(app), .repositories(host), .tags(app)] { patient.ask(wish, in: bench.world) }
      _ = asked.wait { $0 > 0 ? true : nil }
    }
    #expect(server.requests.map(\.target) == ["/v2/app/tags/list"])
    // The end of the shell ends what is asked, and nothing is asked any more.
    patient.end()
    await patient.settle()
    try await BlockingThreads.run { patient.ask(.repositories(host), in: bench.world) }
    await patient.settle()
    #expect(server.requests.count == 1)
    // The server never answers: the deadline ends it.
    let look = RegistryLook(deadline: .milliseconds(50))
    try await BlockingThreads.run { look.ask(.repositories(host), in: bench.world) }
    await look.settle()
    #expect(try await seen(host, in: bench.world).repositories.isEmpty)
    // What just failed is not tried again at each key, and by itself never.
    let broken = try ScriptedServer(answering: { _ in ScriptedServer.response("503 Service Unavailable") })
    let other = try RegistryHost(parsing: "127.0.0.1:\(broken.port)")
    let hopeful = RegistryLook(deadline: .seconds(600))
    for _ in 0..<3 {
      try await BlockingThreads.run { hopeful.ask(.repositories(other), in: bench.world) }
      await hopeful.settle()
    }
    #expect(broken.requests.count == 1)
  }

  @Test func `No helper program is started, and no secret is written`() async throws {
    let secret = "s3cret-of-the-cache"
    let server = try ScriptedServer { connection in
      while let request = try connection.request() {
        let isKnown = request["Authorization"] != nil
        let body = #"{"name":"app","tags":["private"]}"#
        try connection.send(
          isKnown
            ? ScriptedServer.response("200 OK", ["Content-Type: application/json"], body: body)
            : ScriptedServer.response("401 Unauthorized", ["WWW-Authenticate: Basic realm=\"test\""]))
      }
    }
    let bench = try Workbench(environment: ["PATH": "/nowhere"])
    let host = try RegistryHost(parsing: "127.0.0.1:\(server.port)")
    let app = try ImageReference(parsing: "\(host)/app")
    let auth = Data("ann:\(secret)".utf8).base64EncodedString()
    try FileManager.default.createDirectory(atPath: bench.scratch("docker"), withIntermediateDirectories: true)
    func configure(_ text: String) throws {
      try text.write(toFile: bench.scratch("docker/config.json"), atomically: true, encoding: .utf8)
    }
    func ask() async throws -> [String]? {
      let look = RegistryLook(deadline: .seconds(60))
      try await BlockingThreads.run { look.ask(.tags(app), in: bench.world) }
      await look.settle()
      return try await seen(host, in: bench.world).repositories["app"]?.tags
    }
    // A helper that can't be started would be an error of the command, and is none here.
    try configure(#"{"credsStore":"missing","auths":{"\#(host)":{}}}"#)
    #expect(try await ask() == nil)
    #expect(server.requests.allSatisfy { $0["Authorization"] == nil })
    let names = await KnownNames.registries(in: bench.world, LocalNames(in: bench.world))
    #expect(names.map(\.host.description) == [host.description, "docker.io"] && names[0].isLoggedIn)
    // A credential that stands in the file is used.
    try configure(#"{"auths":{"\#(host)":{"auth":"\#(auth)"}}}"#)
    try await bench.world.store.withLease {}
    #expect(try await ask() == ["private"])
    let folder = bench.scratch("store/cache/registries")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(files.count == 1)
    for file in files {
      let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
      #expect(!text.contains(secret) && !text.contains(auth) && !text.contains("ann"))
    }
    // Who logs out takes along what only the account could see.
    #expect(try await bench.run("logout \(host)").status == 0)
    #expect(try await seen(host, in: bench.world).repositories.isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
  }

  @Test func `A simulated world knows nothing of another, and writes nothing`() async throws {
    let (one, two) = (try await Workbench(fixture: "linux-basics"), try await Workbench(fixture: "linux-basics"))
    #expect(try await one.run("search tiny").status == 0)
    #expect(try await one.run("registry tags tiny").status == 0)
    let hub = RegistryHost.dockerHub
    let known = try await seen(hub, in: one.world).repositories["library/tiny"]
    #expect(known?.tags == ["3.2", "latest"] && known?.description == "A tiny Linux to build on")
    #expect(try await seen(hub, in: two.world).repositories.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: "\(one.world.store.path)/cache/registries"))
    await one.world.close()
    await two.world.close()
  }
}
