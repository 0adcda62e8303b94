import ByteStreams
import ContentStore
import DistributionSpec
import Foundation
import HTTPTransport
import ImageSpec
import RegistryClient
import TestSupport
import Testing

/// Downloads on bad days.
@Suite struct DownloadTests {
  private let bytes = noise(3000)

  /// The first byte that a request asks for.
  private static func start(_ request: ScriptedServer.Request) -> Int? {
    request["range"].flatMap { Int($0.dropFirst("bytes=".count).dropLast()) }
  }

  private static func part(_ bytes: [UInt8], from start: Int) -> [UInt8] {
    let head =
      "HTTP/1.1 206 P\r\nContent-Length: \(bytes.count - start)\r\n"
      + "Content-Range: bytes \(start)-\(bytes.count - 1)/\(bytes.count)\r\n\r\n"
    return Array(head.utf8) + bytes[start...]
  }

  private static func whole(_ bytes: [UInt8]) -> [UInt8] {
    Array("HTTP/1.1 200 OK\r\nContent-Length: \(bytes.count)\r\n\r\n".utf8) + bytes
  }

  @Test func `a body that breaks off is resumed where it broke`() async throws {
    let bytes = bytes
    let server = try ScriptedServer { connection in
      guard let request = try connection.request() else { return }
      guard let start = Self.start(request) else {
        return try connection.send(Array(Self.whole(bytes).dropLast(2000)))
      }
      try connection.send(Array(Self.part(bytes, from: start).dropLast(start < 2000 ? 500 : 0)))
    }
    let client = try Client(server.url)
    #expect(try await read(blob(bytes), from: client.repository("a")) == bytes)
    #expect(server.requests.map { $0["range"] } == [nil, "bytes=1000-", "bytes=2500-"])
    #expect(client.waits.withLock { $0 } == [.milliseconds(500), .seconds(1)])
  }

  @Test func `a server that ignores the range sends all, and what is there is passed over`() async throws {
    let bytes = bytes
    let server = try ScriptedServer { connection in
      guard let request = try connection.request() else { return }
      try connection.send(Array(Self.whole(bytes).dropLast(Self.start(request) == nil ? 100 : 0)))
    }
    let repository = try Client(server.url).repository("a")
    #expect(try await read(blob(bytes), from: repository) == bytes)
    #expect(try await read(blob(bytes), from: repository, offset: 2999) == [bytes[2999]])
  }

  @Test func `a server that refuses the range is asked for all`() async throws {
    let bytes = bytes
    let server = try ScriptedServer { connection in
      while let request = try connection.request() {
        if Self.start(request) != nil {
          try connection.send(ScriptedServer.response("416 Range Not Satisfiable"))
        } else {
          try connection.send(Self.whole(bytes))
        }
      }
    }
    #expect(try await read(blob(bytes), from: Client(server.url).repository("a"), offset: 10) == Array(bytes[10...]))
  }

  @Test func `another part than the one asked for is refused`() async throws {
    let bytes = bytes
    let server = try ScriptedServer { connection in
      _ = try connection.request()
      try connection.send(Self.part(bytes, from: 20))
    }
    let repository = try Client(server.url).repository("a")
    await #expect(throws: RegistryProtocolError.self) { try await read(blob(bytes), from: repository, offset: 10) }
  }

  @Test func `more bytes than the descriptor says are not taken`() async throws {
    let bytes = bytes
    let server = try ScriptedServer { connection in
      _ = try connection.request()
      try connection.send(Self.whole(bytes + [0]))
    }
    let repository = try Client(server.url).repository("a")
    let error = await #expect(throws: ContentError.self) { try await read(blob(bytes), from: repository) }
    #expect(try error == .sizeMismatch(Digest(of: bytes), expected: 3000, found: 3001))
  }

  @Test func `a connection that always breaks ends in its error after five attempts`() async throws {
    let server = try ScriptedServer { connection in _ = try connection.request() }
    let client = try Client(server.url)
    let error = await #expect(throws: HTTPError.self) { try await read(blob(bytes), from: client.repository("a")) }
    #expect(error?.reason == .connectionLost(received: 0))
    #expect(server.requests.count == 5)
    #expect(client.waits.withLock { $0 } == [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4)])
  }

  @Test func `nobody there is told at once`() async throws {
    let url = try { try ScriptedServer { _ in }.url }()
    let client = try Client(url)
    let error = await #expect(throws: HTTPError.self) { try await client.repository("a").tags() }
    #expect(error?.reason == .couldNotConnect(errno: ECONNREFUSED))
    #expect(client.waits.withLock { $0.isEmpty })
  }

  @Test func `too many requests waits as long as the server says`() async throws {
    let count = Flag(0)
    let server = try ScriptedServer(answering: { _ in
      count.value += 1
      return count.value == 1
        ? ScriptedServer.response("429 Slow down", ["Retry-After: 7"], body: #"{"message":"toomanyrequests: slow"}"#)
        : ScriptedServer.response("200 OK", body: #"{"tags":null}"#)
    })
    let client = try Client(server.url)
    #expect(try await client.repository("a").tags().isEmpty)
    #expect(client.waits.withLock { $0 } == [.seconds(7)])
  }

  @Test func `a wait that is too long is handed out with the registry's words`() async throws {
    let server = try ScriptedServer(answering: { _ in
      ScriptedServer.response("429 Slow down", ["Retry-After: 21600"], body: "come back later")
    })
    let client = try Client(server.url)
    let error = await #expect(throws: RegistryError.self) { try await client.repository("a").tags() }
    #expect(error?.code == .tooManyRequests)
    #expect(error?.retryAfter == 21600)
    #expect(error?.message == "come back later")
    #expect(client.waits.withLock { $0.isEmpty })
  }

  @Test func `a blob that lies elsewhere is fetched there without the credential`() async throws {
    let bytes = bytes
    let storage = try ScriptedServer { connection in
      while try connection.request() != nil { try connection.send(Self.whole(bytes)) }
    }
    let server = try ScriptedServer(answering: { request in
      request["authorization"] == nil
        ? ScriptedServer.response("401 U", [#"WWW-Authenticate: Basic realm="r""#])
        : ScriptedServer.response("307 T", ["Location: \(storage.url)/blob?sig=1"])
    })
    let host = try RegistryHost(parsing: "127.0.0.1:\(server.port)")
    let credentials = MemoryCredentials([host: Credential(username: "u", password: "p")])
    let repository = try Client(server.url, credentials: credentials).repository("a")
    #expect(try await read(blob(bytes), from: repository) == bytes)
    #expect(server.requests.map { $0["authorization"] } == [nil, "Basic dTpw"])
    #expect(storage.requests.map { $0["authorization"] } == [nil])
  }

  @Test func `a source's cancellation ends the download`() async throws {
    let bytes = bytes
    let begun = Flag(false)
    let server = try ScriptedServer { connection in
      _ = try connection.request()
      try connection.send(Array(Self.whole(bytes).dropLast(1)))
      begun.value = true
      connection.waitForClose()
    }
    let repository = try Client(server.url).repository("a")
    let task = Task { try await read(blob(bytes), from: repository) }
    while !begun.value { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
