import ContentStore
import Foundation
import HTTPTransport
import ImageSpec
import RegistryClient
import TestSupport
import Testing

@Suite struct ForeignLayerTests {
  private let bytes: [UInt8] = Array("foreign".utf8)
  private let registry: ScriptedServer
  private let host: ScriptedServer
  private let credentials: MemoryCredentials

  init() throws {
    registry = try ScriptedServer(answering: { request in
      request["authorization"] == nil
        ? ScriptedServer.response("401 U", [#"WWW-Authenticate: Basic realm="r""#]) : ScriptedServer.response("404 N")
    })
    host = try ScriptedServer(answering: { _ in ScriptedServer.response("200 OK", body: "foreign") })
    let name = try RegistryHost(parsing: "127.0.0.1:\(registry.port)")
    credentials = MemoryCredentials([name: Credential(username: "u", password: "p")])
  }

  private func fetch(_ policy: ForeignLayerPolicy, _ url: String, type: MediaType = .dockerForeignLayerGzip)
    async throws -> [UInt8]
  {
    let repository = try Client(registry.url, credentials: credentials).repository("a", foreignLayers: policy)
    return try await read(blob(bytes, type: type, urls: [url]), from: repository)
  }

  @Test func `the URLs of a layer are not followed unless asked for, nor those of other layers`() async throws {
    await #expect(throws: ContentError.self) { try await fetch(.never, "\(host.url)/x") }
    await #expect(throws: ContentError.self) {
      try await fetch(.fetch(allowsLoopback: true), "\(host.url)/x", type: .ociLayerGzip)
    }
    #expect(host.requests.isEmpty)
  }

  @Test func `when asked for they are, without the registry's credential`() async throws {
    #expect(try await fetch(.fetch(allowsLoopback: true), "\(host.url)/x") == bytes)
    #expect(host.requests.map { $0["authorization"] } == [nil])
  }

  @Test(arguments: ["http://example.com/x", "file:///etc/passwd", "ftp://h/x", "http://u:p@127.0.0.1/x", ""])
  func `only https is followed`(url: String) async throws {
    let error = await #expect(throws: RegistryProtocolError.self) { try await fetch(.fetch(allowsLoopback: true), url) }
    #expect(error == .foreignLayerRefused(try blob(bytes).digest))
  }

  @Test func `this machine and its network are out of reach without leave`() async throws {
    await #expect(throws: RegistryProtocolError.self) { try await fetch(.fetch(), "\(host.url)/x") }
    let error = await #expect(throws: HTTPError.self) { try await fetch(.fetch(), "https://127.0.0.1:\(host.port)/x") }
    #expect(error?.reason == .privateAddress)
    #expect(host.connections == 0)
  }

  @Test func `a simulated world reroutes them`() async throws {
    let target = try HTTPURL("\(host.url)/rerouted")
    #expect(try await fetch(.fetch(allowsLoopback: true) { _ in target }, "https://go.example.com/layer") == bytes)
    #expect(host.requests.map(\.target) == ["/rerouted"])
  }
}
