import ContentStore
import DistributionSpec
import Foundation
import HTTPTransport
import ImageSpec
import RegistryClient
import TestSupport
import Testing

/// A registry with a token server, as a script.
struct TokenRegistry {
  let registry: ScriptedServer
  let tokens: ScriptedServer

  /// The challenge names `realmHost` as the token server's host.
  init(
    realmHost: String = "127.0.0.1",
    token: @escaping @Sendable (ScriptedServer.Request) -> String = { _ in
      ScriptedServer.response("200 OK", body: #"{"token":"T"}"#)
    }
  ) throws {
    tokens = try ScriptedServer(answering: token)
    let realm = "http://\(realmHost):\(tokens.port)/token"
    registry = try ScriptedServer(answering: { request in
      guard request["authorization"] == "Bearer T" else {
        return ScriptedServer.response(
          "401 Unauthorized",
          [#"WWW-Authenticate: Bearer realm="\#(realm)",service="svc",scope="repository:a:pull""#],
          body: #"{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}"#)
      }
      return ScriptedServer.response("200 OK", body: #"{"name":"a","tags":["1"]}"#)
    })
  }

  var host: RegistryHost { get throws { try RegistryHost(parsing: "127.0.0.1:\(registry.port)") } }
}

@Suite struct TokenTests {
  private let ann = Credential(username: "ann", password: "pw")

  @Test func `an anonymous token is fetched once for a scope and used again`() async throws {
    let server = try TokenRegistry()
    let cache = TokenCache()
    for _ in 0..<2 {
      let repository = try Client(server.registry.url, tokens: cache).repository("a")
      for _ in 0..<2 { #expect(try await repository.tags().count == 1) }
    }
    let asked = try #require(server.tokens.requests.first)
    #expect(asked.method == "GET")
    #expect(asked.target == "/token?service=svc&scope=repository%3Aa%3Apull&client_id=drydock")
    #expect(asked["authorization"] == nil)
    // The first session is challenged; the second one knows how the registry asks, and finds the first one's token.
    #expect(server.tokens.requests.count == 1)
    #expect(
      server.registry.requests.map { $0["authorization"] } == [
        nil, "Bearer T", "Bearer T", "Bearer T", "Bearer T",
      ])
  }

  @Test func `a kept token that is refused is replaced, a new one that is refused is the end`() async throws {
    let answer = Flag("old")
    let server = try TokenRegistry(token: { _ in
      ScriptedServer.response("200 OK", body: #"{"token":"\#(answer.value)"}"#)
    })
    let cache = TokenCache()
    let error = await #expect(throws: RegistryError.self) {
      try await Client(server.registry.url, tokens: cache).repository("a").tags()
    }
    #expect(error?.status == 401)
    #expect(server.registry.requests.count == 2)
    answer.value = "T"
    #expect(try await Client(server.registry.url, tokens: cache).repository("a").tags().count == 1)
    #expect(server.tokens.requests.count == 2)
  }

  @Test func `the password goes to the token server of the registry's own host, never to the registry`() async throws {
    let server = try TokenRegistry()
    let client = try Client(server.registry.url, credentials: MemoryCredentials([server.host: ann]))
    _ = try await client.repository("a").tags()
    let asked = try #require(server.tokens.requests.first)
    #expect(asked["authorization"] == "Basic YW5uOnB3")
    #expect(asked.target.contains("account=ann"))
    #expect(server.registry.requests.compactMap { $0["authorization"] } == ["Bearer T"])
  }

  @Test func `a token server on another host gets no password, but a known one does`() async throws {
    let server = try TokenRegistry(realmHost: "localhost")
    let credentials = MemoryCredentials([try server.host: ann])
    let client = try Client(server.registry.url, credentials: credentials)
    await #expect(
      throws: AuthorizationError.untrustedRealm(
        host: "localhost:\(server.tokens.port)", registry: "127.0.0.1:\(server.registry.port)")
    ) { try await client.repository("a").tags() }
    #expect(server.tokens.requests.isEmpty)

    let trusting = try Client(server.registry.url, credentials: credentials, trusting: ["localhost"])
    #expect(try await trusting.repository("a").tags().count == 1)
    // Without a credential there is nothing to steal.
    #expect(try await Client(server.registry.url).repository("a").tags().count == 1)
  }

  @Test func `the token server's redirects are not followed`() async throws {
    let thief = try ScriptedServer(answering: { _ in ScriptedServer.response("200 OK", body: #"{"token":"T"}"#) })
    let server = try TokenRegistry(token: { _ in ScriptedServer.response("307 T", ["Location: \(thief.url)/"]) })
    let client = try Client(server.registry.url, credentials: MemoryCredentials([server.host: ann]))
    let error = await #expect(throws: RegistryError.self) { try await client.repository("a").tags() }
    #expect(error?.status == 307)
    #expect(thief.requests.isEmpty)
  }

  @Test func `an identity token is posted`() async throws {
    let server = try TokenRegistry(token: { _ in
      ScriptedServer.response("200 OK", body: #"{"access_token":"T","expires_in":300}"#)
    })
    let identity = Credential(username: "ann", identityToken: "id&1")
    let client = try Client(server.registry.url, credentials: MemoryCredentials([server.host: identity]))
    _ = try await client.repository("a").tags()
    let asked = try #require(server.tokens.requests.first)
    #expect(asked.method == "POST")
    #expect(
      String(decoding: asked.body, as: UTF8.self)
        == "grant_type=refresh_token&refresh_token=id%261&client_id=drydock&service=svc&scope=repository%3Aa%3Apull")
  }

  @Test func `a server that only knows POST gets the password there`() async throws {
    let server = try TokenRegistry(token: { request in
      request.method == "POST"
        ? ScriptedServer.response("200 OK", body: #"{"access_token":"T"}"#) : ScriptedServer.response("405 No")
    })
    let client = try Client(server.registry.url, credentials: MemoryCredentials([server.host: ann]))
    _ = try await client.repository("a").tags()
    #expect(
      String(decoding: try #require(server.tokens.requests.last).body, as: UTF8.self).contains("grant_type=password"))
  }

  @Test func `a wrong password is the token server's error, and a login is rejected`() async throws {
    let server = try TokenRegistry(token: { _ in
      ScriptedServer.response("401 U", body: #"{"details":"incorrect username or password"}"#)
    })
    let client = try Client(server.registry.url, credentials: MemoryCredentials([server.host: ann]))
    let error = await #expect(throws: RegistryError.self) { try await client.repository("a").tags() }
    #expect(error?.code == .unauthorized)
    #expect(error?.message == "incorrect username or password")
    guard case .rejected = try await client.registry.check(ann) else { return #expect(Bool(false), "not rejected") }
  }

  @Test func `a login with a token server gives the identity token`() async throws {
    let server = try TokenRegistry(token: { _ in
      ScriptedServer.response("200 OK", body: #"{"token":"T","refresh_token":"R"}"#)
    })
    guard case .accepted(let identity) = try await Client(server.registry.url).registry.check(ann) else {
      return #expect(Bool(false), "not accepted")
    }
    #expect(identity == Credential(username: "ann", identityToken: "R"))
  }

  @Test func `a token is not used beyond its time`() async throws {
    let server = try TokenRegistry()
    let start = ContinuousClock.now
    let now = Flag(start)
    let client = try Client(server.registry.url, tokens: TokenCache(now: { now.value }))
    let repository = try client.repository("a")
    _ = try await repository.tags()
    now.value = start + .seconds(49)
    _ = try await repository.tags()
    #expect(server.tokens.requests.count == 1)
    now.value = start + .seconds(51)
    _ = try await repository.tags()
    #expect(server.tokens.requests.count == 2)
  }

  @Test(arguments: ["", "ftp://x/", "nonsense"])
  func `a realm that is no URL is told`(realm: String) async throws {
    let server = try ScriptedServer(answering: { _ in
      ScriptedServer.response("401 U", [#"WWW-Authenticate: Bearer realm="\#(realm)""#])
    })
    await #expect(throws: AuthorizationError.self) { try await Client(server.url).repository("a").tags() }
  }
}

/// A value that a test changes while others read it.
final class Flag<Value: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var stored: Value
  init(_ value: Value) { stored = value }
  var value: Value {
    get { lock.withLock { stored } }
    set { lock.withLock { stored = newValue } }
  }
}
