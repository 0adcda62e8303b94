import ByteStreams
import Foundation
import HTTPTransport
import TestSupport
import Testing

/// The reason of the ``HTTPError`` that `body` throws.
func reason<T>(_ body: () async throws -> T) async -> HTTPError.Reason? {
  do {
    _ = try await body()
    return nil
  } catch { return (error as? HTTPError)?.reason }
}

@Suite struct HTTPTransportTests {
  let transport = HTTPTransport()

  @Test func `a response has status, fields and its whole body`() async throws {
    let server = try ScriptedServer { connection in
      guard try connection.request() != nil else { return }
      try connection.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\nX-A: 1\r\nx-a:  2 \r\n")
      try connection.send("Content-Length: 4\r\n\r\ngone")
    }
    let response = try await transport.send(HTTPRequest(.get, HTTPURL(server.url + "/x?a=b")))
    #expect(response.status == 404)
    #expect(response.headers.values(of: "X-a") == ["1", "2"])
    #expect(response.body == Array("gone".utf8))
    #expect(server.requests.first?.target == "/x?a=b")
  }

  @Test func `a body streams into the sink that the head chose`() async throws {
    let server = try ScriptedServer { connection in
      while try connection.request() != nil {
        try connection.send("HTTP/1.1 206 Partial\r\nTransfer-Encoding: chunked\r\n\r\n")
        let chunk = [UInt8](repeating: 7, count: 1 << 16)
        for _ in 0..<32 { try connection.send(Array("10000\r\n".utf8) + chunk + Array("\r\n".utf8)) }
        try connection.send("0\r\n\r\n")
      }
    }
    let sink = MemorySink(limit: 4 << 20)
    let progress = Locked<[HTTPProgress]>([])
    let response = try await transport.send(
      HTTPRequest(.get, HTTPURL(server.url)),
      accept: { head in
        #expect(head.status == 206)
        return .sink(sink, limit: 2 << 20)
      }, progress: { value in progress.withLock { $0.append(value) } })
    #expect(response.received == 2 << 20)
    #expect(response.body.isEmpty)
    #expect(sink.bytes == [UInt8](repeating: 7, count: 2 << 20))
    #expect(progress.withLock { $0.last?.received } == 2 << 20)
  }

  @Test func `what accept or the sink throws ends the exchange and is passed on`() async throws {
    let server = try ScriptedServer(answering: { _ in ScriptedServer.response("200 OK", body: "12345") })
    let request = try HTTPRequest(.get, HTTPURL(server.url))
    struct Refusal: Error {}
    await #expect(throws: Refusal.self) { try await transport.send(request) { _ in throw Refusal() } }
    await #expect(throws: MemorySink.LimitExceeded.self) {
      try await transport.send(request) { _ in .sink(MemorySink(limit: 4), limit: nil) }
    }
    #expect(
      await reason { try await transport.send(request) { _ in .sink(MemorySink(limit: 9), limit: 4) } }
        == .bodyTooLarge(limit: 4))
    #expect(await reason { try await transport.send(request) { _ in .collect(limit: 4) } } == .bodyTooLarge(limit: 4))
    let cut = try await transport.send(request) { _ in .capture(limit: 4) }
    #expect(cut.body == Array("1234".utf8))
  }

  @Test func `connections are reused`() async throws {
    let server = try ScriptedServer(answering: { _ in ScriptedServer.response("200 OK", body: "x") })
    for _ in 0..<5 { _ = try await transport.send(HTTPRequest(.get, HTTPURL(server.url))) }
    #expect(server.connections == 1)
    #expect(server.requests.count == 5)
  }

  @Test func `a kept connection that died is replaced, also for a body of bytes`() async throws {
    let server = try ScriptedServer { connection in
      guard try connection.request() != nil else { return }
      try connection.send(ScriptedServer.response("200 OK"))
    }
    for _ in 0..<3 {
      let request = try HTTPRequest(.put, HTTPURL(server.url), body: .bytes(Array("abc".utf8)))
      #expect(try await transport.send(request).status == 200)
    }
    #expect(server.requests.map(\.body) == Array(repeating: Array("abc".utf8), count: 3))
  }

  @Test(arguments: [HTTPMethod.post, .put, .patch])
  func `a body of bytes has its length, no body has length 0`(method: HTTPMethod) async throws {
    let server = try ScriptedServer(answering: { _ in ScriptedServer.response("201 Created") })
    _ = try await transport.send(HTTPRequest(method, HTTPURL(server.url)))
    _ = try await transport.send(HTTPRequest(method, HTTPURL(server.url), body: .bytes(Array("hello".utf8))))
    #expect(server.requests.map(\.method) == [method.rawValue, method.rawValue])
    #expect(server.requests.map { $0["content-length"] } == ["0", "5"])
    #expect(server.requests.last?.body == Array("hello".utf8))
    #expect(server.requests.allSatisfy { $0["expect"] == nil && $0["accept-encoding"] == nil })
  }

  @Test(arguments: [Int64?.none, 3 << 20])
  func `a streamed body arrives whole, with or without a length`(length: Int64?) async throws {
    let server = try ScriptedServer(answering: { _ in ScriptedServer.response("202 Accepted") })
    let pipe = BytePipe()
    async let producer: Void = BlockingThreads.run {
      for value in 0..<3 { try pipe.write([UInt8](repeating: UInt8(value), count: 1 << 20)) }
      pipe.close()
    }
    let request = try HTTPRequest(.patch, HTTPURL(server.url), body: .stream(pipe, length: length))
    #expect(try await transport.send(request).status == 202)
    try await producer
    let body = try #require(server.requests.first?.body)
    #expect(body.count == 3 << 20)
    #expect(body[(2 << 20) - 1] == 1 && body[2 << 20] == 2)
    #expect(server.requests.first?["transfer-encoding"] == (length == nil ? "chunked" : nil))
  }

  @Test func `HEAD has no body though a length is announced`() async throws {
    let server = try ScriptedServer(answering: { _ in "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n" })
    let response = try await transport.send(HTTPRequest(.head, HTTPURL(server.url)))
    #expect(response.head.contentLength == 99)
    #expect(response.received == 0)
  }

  @Test func `many exchanges run at once, each with its own bytes`() async throws {
    let server = try ScriptedServer(answering: { ScriptedServer.response("200 OK", body: $0.target) })
    let base = try HTTPURL(server.url)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<40 {
        group.addTask {
          let response = try await transport.send(HTTPRequest(.get, base.resolving("/\(index)")))
          #expect(response.body == Array("/\(index)".utf8))
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `a proxy gets what is not on this machine`() async throws {
    let proxy = try ScriptedServer(answering: { _ in ScriptedServer.response("200 OK", body: "by proxy") })
    var configuration = HTTPConfiguration()
    configuration.httpProxy = proxy.url
    configuration.withoutProxy = ["direct.invalid"]
    let transport = HTTPTransport(configuration: configuration)
    let response = try await transport.send(HTTPRequest(.get, HTTPURL("http://nowhere.invalid/x")))
    #expect(response.body == Array("by proxy".utf8))
    #expect(proxy.requests.map(\.target) == ["http://nowhere.invalid/x"])
    let local = try ScriptedServer(answering: { _ in ScriptedServer.response("200 OK", body: "direct") })
    #expect(try await transport.send(HTTPRequest(.get, HTTPURL(local.url))).body == Array("direct".utf8))
    #expect(
      await reason { try await transport.send(HTTPRequest(.get, HTTPURL("http://direct.invalid/"))) }
        == .couldNotResolve(host: "direct.invalid"))
  }
}
