import ByteStreams
import Foundation
import HTTPTransport
import TestSupport
import Testing

@Suite struct HTTPErrorTests {
  let transport = HTTPTransport()

  @Test func `a body that ends early is a lost connection with the count that arrived`() async throws {
    let server = try ScriptedServer { connection in
      _ = try connection.request()
      try connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
    }
    let sink = MemorySink(limit: 100)
    let url = try HTTPURL(server.url + "/v2/?sig=secret")
    do {
      _ = try await transport.send(HTTPRequest(.get, url)) { _ in .sink(sink, limit: nil) }
      Issue.record("no error")
    } catch let error as HTTPError {
      #expect(error.reason == .connectionLost(received: 3))
      #expect(error.isTransient)
      #expect(error.url == server.url + "/v2/")
      #expect(!"\(error)".contains("secret"))
    }
    #expect(sink.bytes == Array("abc".utf8))
  }

  @Test func `a server that says nothing is a lost connection`() async throws {
    let server = try ScriptedServer { connection in _ = try connection.request() }
    #expect(
      await reason { try await transport.send(HTTPRequest(.get, HTTPURL(server.url))) } == .connectionLost(received: 0))
  }

  @Test func `a closed port is a refused connection`() async throws {
    let url = try { try HTTPURL(ScriptedServer { _ in }.url) }()
    #expect(await reason { try await transport.send(HTTPRequest(.get, url)) } == .couldNotConnect(errno: ECONNREFUSED))
  }

  @Test func `a name without address is told apart`() async throws {
    let url = try HTTPURL("http://nothing.invalid/")
    // The second request must not be hurt by what the first one left.
    for _ in 1...2 {
      #expect(
        await reason { try await transport.send(HTTPRequest(.get, url)) } == .couldNotResolve(host: "nothing.invalid"))
    }
  }

  @Test func `garbage is a malformed response`() async throws {
    let server = try ScriptedServer { connection in
      _ = try connection.request()
      try connection.send("SSH-2.0-OpenSSH\r\n\r\n")
    }
    let found = await reason { try await transport.send(HTTPRequest(.get, HTTPURL(server.url))) }
    guard case .malformedResponse = found else { return #expect(Bool(false), "\(String(describing: found))") }
  }

  @Test func `headers without end are cut off`() async throws {
    let server = try ScriptedServer { connection in
      _ = try connection.request()
      try connection.send("HTTP/1.1 200 OK\r\n")
      while true { try connection.send("X-Filler: \(String(repeating: "x", count: 1000))\r\n") }
    }
    #expect(
      await reason { try await transport.send(HTTPRequest(.get, HTTPURL(server.url))) }
        == .headersTooLarge(limit: 64 << 10))
  }

  @Test(arguments: ["a\r\nX: y", "a\nb", "a\u{0}b"])
  func `a field that would break its line is not sent`(value: String) async throws {
    let server = try ScriptedServer(answering: { _ in ScriptedServer.response("200 OK") })
    let request = try HTTPRequest(.get, HTTPURL(server.url), headers: ["X-A": value])
    #expect(await reason { try await transport.send(request) } == .invalidHeader(name: "X-A"))
    #expect(server.requests.isEmpty)
  }

  @Test func `only public addresses means no loopback`() async throws {
    let server = try ScriptedServer(answering: { _ in ScriptedServer.response("200 OK") })
    var request = try HTTPRequest(.get, HTTPURL(server.url))
    _ = try await transport.send(request)
    request.addresses = .publicOnly
    #expect(await reason { try await transport.send(request) } == .privateAddress)
    #expect(server.connections == 1)
  }
}
