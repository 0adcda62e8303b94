import ByteStreams
import ContentStore
import Foundation
import ImageSpec
import RegistryClient
import TestSupport
import Testing
import Worlds

/// What people read when a registry does not give or take an image.
@Suite struct AccessTests {
  /// A workbench whose registry serves `app:1.25.3` and `app:latest`, with an account where it asks for one.
  private func bench(_ registry: RealRegistry, user: (name: String, password: String)? = nil) async throws -> Workbench
  {
    let bench = try Workbench()
    let host = try RegistryHost(parsing: registry.host)
    if let user {
      try await bench.world.credentials.store(Credential(username: user.name, password: user.password), for: host)
    }
    let repository = try bench.world.repository(for: ImageReference(parsing: "\(registry.host)/team/app"))
    let store = MemoryStore()
    let layer = try store.insert([1, 2, 3], mediaType: .ociLayer)
    let text = #"{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["\#(layer.digest)"]}}"#
    let configuration = try store.insert(Array(text.utf8), mediaType: .ociConfiguration)
    let root = try store.insert(
      Manifest(configuration: configuration, layers: [layer]).encoded(), mediaType: .ociManifest)
    for tag in ["1.25.3", "latest"] {
      for blob in [layer, configuration] { try await repository.push(blob, from: store) { _ in } }
      try await repository.push(root, from: store, as: ImageReference(parsing: "\(registry.host)/team/app:\(tag)"))
    }
    return bench
  }

  @Test func `a missing tag, a missing repository and a near one are told apart`() async throws {
    let registry = try RealRegistry()
    let bench = try await bench(registry)
    let host = registry.host
    let tag = try await bench.run("pull \(host)/team/app:1.25.4")
    #expect(tag.status == 1)
    #expect(
      tag.errors == """
        Error response from daemon: manifest for \(host)/team/app:1.25.4 not found: manifest unknown: manifest unknown
        The repository is there with 2 tags, but has no tag "1.25.4".
        Did you mean 'pull \(host)/team/app:1.25.3'?

        """)
    let far = try await bench.run("pull \(host)/team/app:nightly")
    #expect(far.errors.hasSuffix("See its tags with 'registry tags \(host)/team/app'.\n"))
    let longer = try await bench.run("pull \(host)/team/app:1.25")
    #expect(longer.errors.hasSuffix("Did you mean 'pull \(host)/team/app:1.25.3'?\n"))
    let repository = try await bench.run("pull -q \(host)/team/ap")
    #expect(
      repository.errors == """
        Error response from daemon: manifest for \(host)/team/ap:latest not found: manifest unknown: manifest unknown
        \(host) has no repository "team/ap".
        Did you mean 'pull \(host)/team/app'?

        """)
    let nothing = try await bench.run("pull \(host)/zzzzzz")
    #expect(nothing.errors.hasSuffix("See them with 'registry ls \(host)'.\n"))
  }

  @Test func `no login, a wrong one and none that is needed are told apart`() async throws {
    let registry = try RealRegistry(user: ("ann", "right"))
    let host = registry.host
    _ = try await bench(registry, user: ("ann", "right"))
    let key = try RegistryHost(parsing: host)
    let without = try await Workbench().run("pull \(host)/team/app:latest")
    #expect(
      without.headline
        == "Error response from daemon: Head \"http://\(host)/v2/team/app/manifests/latest\": no basic auth credentials"
    )
    #expect(without.errors.hasSuffix("Log in with 'login \(host)'.\n"))

    let wrong = try Workbench()
    try await wrong.world.credentials.store(Credential(username: "ann", password: "s3cret"), for: key)
    let refused = try await wrong.run("pull \(host)/team/app:latest")
    #expect(
      refused.headline
        == "Error response from daemon: Head \"http://\(host)/v2/team/app/manifests/latest\": unauthorized: authentication required"
    )
    #expect(refused.errors.contains("does not take the login that is kept for it of ann."))
    #expect(!refused.errors.contains("s3cret"))
  }

  @Test func `a web server is no registry, and nobody there is told with the door knocked at`() async throws {
    let page = "<!DOCTYPE html><title>Welcome</title>"
    let server = try ScriptedServer(answering: { request in
      request.method == "HEAD"
        ? "HTTP/1.1 404 N\r\nContent-Length: 0\r\n\r\n"
        : ScriptedServer.response("404 Not Found", ["Content-Type: text/html"], body: page)
    })
    let bench = try Workbench()
    let ended = try await bench.run("pull 127.0.0.1:\(server.port)/x")
    #expect(
      ended.headline
        == "Error response from daemon: error parsing HTTP 404 response body: invalid character '<' looking for beginning of value"
    )
    #expect(ended.errors.contains("is a web server, and no registry"))

    let port = try { try ScriptedServer { _ in }.port }()
    let gone = try await bench.run("pull 127.0.0.1:\(port)/x")
    #expect(
      gone.headline
        == "Error response from daemon: Get \"http://127.0.0.1:\(port)/v2/\": dial tcp 127.0.0.1:\(port): connect: connection refused"
    )
    let unknown = try await bench.run("pull nosuchhost.invalid/x")
    #expect(
      unknown.headline
        == "Error response from daemon: Get \"https://nosuchhost.invalid/v2/\": dial tcp: lookup nosuchhost.invalid: no such host"
    )
  }

  @Test func `a used up limit gives docker's line and no wait`() async throws {
    let body = #"{"errors":[{"code":"TOOMANYREQUESTS","message":"You have reached your pull rate limit."}]}"#
    let server = try ScriptedServer(answering: { request in
      let fields = ["ratelimit-limit: 100;w=21600", "ratelimit-remaining: 0;w=21600", "Retry-After: 7200"]
      return request.method == "HEAD"
        ? (["HTTP/1.1 429 T", "Content-Length: 0"] + fields).joined(separator: "\r\n") + "\r\n\r\n"
        : ScriptedServer.response("429 T", fields, body: body)
    })
    let ended = try await Workbench().run("pull 127.0.0.1:\(server.port)/x")
    #expect(ended.headline == "Error response from daemon: toomanyrequests: You have reached your pull rate limit.")
    #expect(ended.errors.hasSuffix("Try again in 2 hours.\n"))
  }

  @Test func `a wait is told before it begins`() async throws {
    let isFirst = Locked(true)
    let server = try ScriptedServer(answering: { request in
      let first = isFirst.withLock { isFirst in
        defer { isFirst = false }
        return isFirst
      }
      if first { return "HTTP/1.1 429 T\r\nContent-Length: 0\r\nRetry-After: 0\r\n\r\n" }
      return request.method == "HEAD"
        ? "HTTP/1.1 404 N\r\nContent-Length: 0\r\n\r\n" : ScriptedServer.response("404 N")
    })
    let ended = try await Workbench().run("pull 127.0.0.1:\(server.port)/x")
    #expect(ended.headline == "Notice: 127.0.0.1:\(server.port) asks for fewer requests: waiting 1 s")
  }

  @Test func `a helper that is missing is named with its file and key`() async throws {
    let registry = try RealRegistry(user: ("ann", "right"))
    let bench = try Workbench()
    try FileManager.default.createDirectory(atPath: bench.scratch("docker"), withIntermediateDirectories: true)
    let path = bench.scratch("docker/config.json")
    try #"{"credsStore":"gone"}"#.write(toFile: path, atomically: true, encoding: .utf8)
    let ended = try await bench.run("login -u ann -p right \(registry.host)")
    #expect(ended.status == 1)
    #expect(ended.errors.contains("exec: \"docker-credential-gone\": executable file not found in $PATH"))
    #expect(ended.errors.contains("credsStore in \(path) names it"))
    #expect(!ended.errors.contains("right"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == #"{"credsStore":"gone"}"#)
  }
}
