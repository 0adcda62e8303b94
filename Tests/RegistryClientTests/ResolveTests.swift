import ContentStore
import DistributionSpec
import Foundation
import HTTPTransport
import ImageSpec
import RegistryClient
import TestSupport
import Testing

@Suite struct ResolveTests {
  private static let manifest =
    #"{"schemaVersion":2,"mediaType":"\#(MediaType.ociManifest)","config":{"mediaType":"\#(MediaType.ociConfiguration)","digest":"sha256:\#(String(repeating: "a", count: 64))","size":1},"layers":[]}"#

  private static func answer(_ request: ScriptedServer.Request, _ fields: [String], _ body: String = manifest) -> String
  {
    let whole = ScriptedServer.response("200 OK", fields, body: body)
    return request.method == "HEAD" ? String(whole.dropLast(body.count)) : whole
  }

  @Test func `HEAD is enough where it says type, size and digest`() async throws {
    let digest = try Digest(of: Array(Self.manifest.utf8))
    let server = try ScriptedServer(answering: {
      Self.answer($0, ["Content-Type: \(MediaType.ociManifest); charset=utf-8", "Docker-Content-Digest: \(digest)"])
    })
    let found = try await Client(server.url).repository("a").resolve(reference("x/a:1"))
    #expect(found == Descriptor(mediaType: .ociManifest, digest: digest, size: Int64(Self.manifest.utf8.count)))
    #expect(server.requests.map(\.method) == ["HEAD"])
    #expect(server.requests.allSatisfy { $0["accept"]?.contains(MediaType.dockerManifestList.description) == true })
  }

  @Test(arguments: [
    [], ["Docker-Content-Digest: nonsense"], ["Content-Type: application/json"],
    ["Content-Type: \(MediaType.ociManifest)", "Docker-Content-Digest: sha256:short"],
  ])
  func `where HEAD says less, the bytes are hashed and read`(fields: [String]) async throws {
    let server = try ScriptedServer(answering: { Self.answer($0, fields) })
    let found = try await Client(server.url).repository("a").resolve(reference("x/a:1"))
    #expect(found.digest == (try Digest(of: Array(Self.manifest.utf8))))
    #expect(found.mediaType == .ociManifest)
    #expect(server.requests.map(\.method) == ["HEAD", "GET"])
  }

  @Test func `bytes that have not the digest asked for are refused`() async throws {
    let server = try ScriptedServer(answering: { Self.answer($0, []) })
    let asked = try Digest(of: [1])
    await #expect(
      throws: RegistryProtocolError.digestMismatch(asked: asked, found: try Digest(of: Array(Self.manifest.utf8)))
    ) { try await Client(server.url).repository("a").resolve(reference("x/a@\(asked)")) }
  }

  @Test func `a body that says another type than its header is refused`() async throws {
    let server = try ScriptedServer(answering: { Self.answer($0, ["Content-Type: \(MediaType.ociIndex)"]) })
    await #expect(throws: DocumentError.self) {
      try await Client(server.url).repository("a").resolve(reference("x/a:1"))
    }
  }

  @Test func `what is no manifest is refused`() async throws {
    let server = try ScriptedServer(answering: { Self.answer($0, ["Content-Type: text/html"], "<html>") })
    await #expect(throws: ContentError.notADocument(try MediaType(parsing: "text/html"))) {
      try await Client(server.url).repository("a").resolve(reference("x/a:1"))
    }
  }

  @Test func `a refusal comes with the body that only GET has`() async throws {
    let body = #"{"errors":[{"code":"DENIED","message":"requested access to the resource is denied"}]}"#
    let server = try ScriptedServer(answering: { request in
      let whole = ScriptedServer.response("403 Forbidden", body: body)
      return request.method == "HEAD" ? String(whole.dropLast(body.count)) : whole
    })
    let error = await #expect(throws: RegistryError.self) {
      try await Client(server.url).repository("a").resolve(reference("x/a:1"))
    }
    #expect(error?.errors == [.init(.denied)])
  }

  @Test func `a list goes on where its link leads, on the same registry only`() async throws {
    let server = try ScriptedServer(answering: { request in
      switch request.target {
      case "/v2/a/tags/list":
        ScriptedServer.response(
          "200 OK", ["Link: </v2/a/tags/list?last=b&n=2>; rel=\"next\""], body: #"{"tags":["a","b"]}"#)
      case "/v2/a/tags/list?last=b&n=2":
        ScriptedServer.response(
          "200 OK", ["Link: <http://localhost:1/evil>; rel=\"next\""], body: #"{"tags":["c","-bad"]}"#)
      default: ScriptedServer.response("404 N")
      }
    })
    let repository = try Client(server.url).repository("a")
    #expect(try await repository.tags().map(\.description) == ["a", "b", "c"])
    #expect(try await repository.tags(limit: 1).map(\.description) == ["a"])
  }

  @Test func `a list without end is an error`() async throws {
    let count = Flag(0)
    let server = try ScriptedServer(answering: { _ in
      count.value += 1
      return ScriptedServer.response("200 OK", ["Link: <?n=\(count.value)>; rel=next"], body: #"{"tags":[]}"#)
    })
    await #expect(throws: RegistryProtocolError.self) { try await Client(server.url).repository("a").tags() }
    #expect(count.value == 1000)
  }

  @Test func `an endpoint may have a path and a namespace`() async throws {
    let server = try ScriptedServer(answering: { _ in ScriptedServer.response("200 OK", body: #"{"tags":[]}"#) })
    let endpoint = try RegistryEndpoint(HTTPURL(server.url + "/mirror/"), namespace: "docker.io")
    let registry = RemoteRegistry(.dockerHub, at: endpoint, transport: HTTPTransport())
    _ = try await registry.repository(RepositoryName(parsing: "library/a")).tags()
    #expect(server.requests.map(\.target) == ["/mirror/v2/library/a/tags/list?ns=docker.io"])
  }

  @Test func `plain http is for this machine, or by leave`() throws {
    let refused = #expect(throws: RegistryEndpoint.PlainHTTPRefused.self) {
      try RegistryEndpoint(HTTPURL("http://example.com:5000"))
    }
    #expect(refused?.authority == "example.com:5000")
    _ = try RegistryEndpoint(HTTPURL("http://example.com:5000"), allowsPlainHTTP: true)
    _ = try RegistryEndpoint(HTTPURL("http://localhost:5000"))
    _ = try RegistryEndpoint(HTTPURL("https://example.com"))
  }
}
