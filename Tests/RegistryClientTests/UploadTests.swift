import ByteStreams
import ContentStore
import DistributionSpec
import Foundation
import HTTPTransport
import ImageSpec
import RegistryClient
import TestSupport
import Testing

/// Uploads on bad days.
@Suite struct UploadTests {
  private let credential = Credential(username: "u", password: "p")

  /// A registry that wants Basic, has nothing, and answers requests of an upload by `upload`.
  private func server(
    _ upload: @escaping @Sendable (ScriptedServer.Request) -> String
  ) throws -> (server: ScriptedServer, client: Client) {
    let server = try ScriptedServer(answering: { request in
      guard request["authorization"] != nil else {
        return ScriptedServer.response("401 U", [#"WWW-Authenticate: Basic realm="r""#])
      }
      return request.method == "HEAD" ? "HTTP/1.1 404 N\r\nContent-Length: 0\r\n\r\n" : upload(request)
    })
    let host = try RegistryHost(parsing: "127.0.0.1:\(server.port)")
    return (server, try Client(server.url, credentials: MemoryCredentials([host: credential])))
  }

  private static func accepted(_ location: String) -> String {
    ScriptedServer.response("202 Accepted", ["Location: \(location)"])
  }

  @Test func `a small blob goes with the request that ends its session, whose query is kept`() async throws {
    let (server, client) = try server { request in
      request.method == "POST" ? Self.accepted("/v2/a/blobs/uploads/1?_state=x%3D") : ScriptedServer.response("201 C")
    }
    let local = MemoryStore()
    let layer = try local.insert([1, 2, 3], mediaType: .ociLayer)
    try await client.repository("a").push(layer, from: local) { _ in }
    #expect(server.requests.suffix(2).map(\.method) == ["POST", "PUT"])
    let put = try #require(server.requests.last)
    #expect(put.target == "/v2/a/blobs/uploads/1?_state=x%3D&digest=sha256%3A\(layer.digest.hex)")
    #expect(put.body == [1, 2, 3])
    #expect(put["content-length"] == "3")
  }

  @Test func `a large blob is one stream, and each answer's location is used`() async throws {
    let (server, client) = try server { request in
      switch request.method {
      case "POST": Self.accepted("/up/1")
      case "PATCH": Self.accepted("/up/2")
      default: ScriptedServer.response("201 C")
      }
    }
    let local = MemoryStore()
    let bytes = noise(2 << 20)
    let layer = try local.insert(bytes, mediaType: .ociLayer)
    try await client.repository("a").push(layer, from: local) { _ in }
    #expect(server.requests.suffix(3).map(\.method) == ["POST", "PATCH", "PUT"])
    let patch = server.requests[server.requests.count - 2]
    #expect(patch.target == "/up/1")
    #expect(patch.body == bytes)
    #expect(patch["content-range"] == nil)
    #expect(server.requests.last?.target.hasPrefix("/up/2?digest=") == true)
  }

  @Test func `an upload that fails for the moment begins anew, and its progress never shrinks`() async throws {
    let patches = Flag(0)
    let (server, client) = try server { request in
      switch request.method {
      case "POST": return Self.accepted("/up/1")
      case "PATCH":
        patches.value += 1
        return patches.value == 1 ? ScriptedServer.response("503 Later") : Self.accepted("/up/2")
      default: return ScriptedServer.response("201 C")
      }
    }
    struct Chunks: ContentFetcher {
      func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
        let bytes = noise(2 << 20)
        try await BlockingThreads.run {
          for start in stride(from: 0, to: bytes.count, by: 1 << 18) {
            try sink.write(Array(bytes[start..<start + (1 << 18)]))
          }
        }
      }
    }
    let counts = Locked<[Int64]>([])
    let layer = try blob(noise(2 << 20))
    try await client.repository("a").push(layer, from: Chunks()) { count in counts.withLock { $0.append(count) } }
    #expect(counts.withLock { $0.count } >= 8)
    #expect(server.requests.map(\.method).filter { $0 == "POST" }.count == 2)
    #expect(counts.withLock { $0 == $0.sorted() && $0.last == 2 << 20 })
    #expect(client.waits.withLock { $0 } == [.milliseconds(500)])
  }

  @Test func `a refusal in the middle is the registry's error`() async throws {
    let (server, client) = try server { request in
      request.method == "POST"
        ? Self.accepted("/up/1")
        : ScriptedServer.response("413 Too big", body: #"{"errors":[{"code":"SIZE_INVALID","message":"too big"}]}"#)
    }
    let local = MemoryStore()
    let layer = try local.insert(noise(4 << 20), mediaType: .ociLayer)
    let error = await #expect(throws: RegistryError.self) {
      try await client.repository("a").push(layer, from: local) { _ in }
    }
    #expect(error?.status == 413)
    #expect(error?.code == .sizeInvalid)
    #expect(server.requests.last?.method == "PATCH")
  }

  @Test func `a registry that refuses before it has everything is heard`() async throws {
    struct Endless: ContentFetcher {
      func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
        try await BlockingThreads.run {
          let bytes = noise(1 << 20)
          while true { try sink.write(bytes) }
        }
      }
    }
    let server = try ScriptedServer { connection in
      while let request = try connection.request(readingBody: false) {
        switch request.method {
        case "HEAD": try connection.send("HTTP/1.1 404 N\r\nContent-Length: 0\r\n\r\n")
        case "POST": try connection.send(Self.accepted("/up/1"))
        default:
          try connection.send(ScriptedServer.response("413 Too big", ["Connection: close"]))
          return connection.waitForClose()
        }
      }
    }
    var layer = try blob([1])
    layer.size = 1 << 40
    let repository = try Client(server.url).repository("a")
    let error = await #expect(throws: RegistryError.self) { try await repository.push(layer, from: Endless()) { _ in } }
    #expect(error?.status == 413)
  }

  @Test func `a location on another host gets the bytes without the credential`() async throws {
    let storage = try ScriptedServer(answering: { _ in ScriptedServer.response("201 C") })
    let (server, client) = try server { _ in Self.accepted("\(storage.url)/put?sig=1") }
    let local = MemoryStore()
    let layer = try local.insert([7], mediaType: .ociLayer)
    try await client.repository("a").push(layer, from: local) { _ in }
    #expect(storage.requests.map(\.body) == [[7]])
    #expect(storage.requests.allSatisfy { $0["authorization"] == nil })
    #expect(server.requests.contains { $0["authorization"] != nil })
  }

  @Test(arguments: [[], ["Location: ftp://x/"], ["Location: http://u:p@127.0.0.1/"]])
  func `a session without a usable location is an error`(fields: [String]) async throws {
    let (server, client) = try server { _ in ScriptedServer.response("202 Accepted", fields) }
    let local = MemoryStore()
    let layer = try local.insert([7], mediaType: .ociLayer)
    await #expect(throws: RegistryProtocolError.self) {
      try await client.repository("a").push(layer, from: local) { _ in }
    }
    #expect(server.requests.last?.method == "POST")
  }

  @Test func `a source that fails ends the upload with its error`() async throws {
    struct Broken: Error {}
    struct Source: ContentFetcher {
      func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
        try await BlockingThreads.run { try sink.write(noise(100)) }
        throw Broken()
      }
    }
    let (server, client) = try server { _ in Self.accepted("/up/1") }
    let layer = try blob(noise(2 << 20))
    await #expect(throws: Broken.self) { try await client.repository("a").push(layer, from: Source()) { _ in } }
    #expect(!server.requests.contains { $0.method == "PUT" })
  }

  @Test func `the session of a failed mount is used by the push`() async throws {
    let (server, client) = try server { request in
      request.method == "POST" ? Self.accepted("/up/mounted") : ScriptedServer.response("201 C")
    }
    let local = MemoryStore()
    let layer = try local.insert([7], mediaType: .ociLayer)
    let repository = try client.repository("a")
    #expect(try await !repository.mount(layer, from: RepositoryName(parsing: "b")))
    try await repository.push(layer, from: local) { _ in }
    let posts = server.requests.filter { $0.method == "POST" && $0["authorization"] != nil }
    #expect(posts.map(\.target) == ["/v2/a/blobs/uploads/?mount=sha256%3A\(layer.digest.hex)&from=b"])
    #expect(server.requests.last?.target.hasPrefix("/up/mounted?digest=") == true)
  }
}
