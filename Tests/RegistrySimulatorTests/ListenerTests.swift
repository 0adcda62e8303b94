import ByteStreams
import ContentStore
import Foundation
import ImageSpec
import RegistrySimulator
import TestSupport
import Testing

@Suite struct ListenerTests {
  @Test func curlPushesAndPullsOverOneConnection() async throws {
    let test = try await TestRegistry()
    let folder = try ScratchFolder()
    let blob = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
    try blob.write(to: URL(fileURLWithPath: folder("blob")))
    let digest = try Digest(of: Array(blob))
    try await listening(test) { host in
      let base = "http://\(host)/v2/app/blobs"
      let push = try await run(
        "curl", "-sSi", "-X", "POST", "-H", "Expect: 100-continue", "--data-binary", "@\(folder("blob"))",
        "\(base)/uploads/?digest=\(digest)")
      #expect(push.output.contains("HTTP/1.1 100 Continue"))
      #expect(push.output.contains("HTTP/1.1 201 Created"))
      let pull = try await run(
        "curl", "-sSv", "\(base)/\(digest)", "-o", folder("whole"), "--next", "-sS", "-r", "2999990-",
        "\(base)/\(digest)", "-o", folder("part"), "--next", "-sSI", "http://\(host)/v2/", "-o", "/dev/null")
      #expect(pull.output.contains("Re-using existing connection"))
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder("whole"))) == blob)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder("part"))) == blob.suffix(10))
  }

  @Test func aChunkedBodyWithoutALengthIsTaken() async throws {
    let test = try await TestRegistry()
    let folder = try ScratchFolder()
    let blob = [UInt8](repeating: 65, count: 1_000_000)
    try Data(blob).write(to: URL(fileURLWithPath: folder("blob")))
    let location = try #require(await test.ask("POST", "/v2/app/blobs/uploads/").headers["Location"])
    try await listening(test) { host in
      let patch = try await run(
        "curl", "-sSi", "-X", "PATCH", "-H", "Transfer-Encoding: chunked", "-T", folder("blob"),
        "http://\(host)\(location)")
      #expect(patch.output.contains("Range: 0-999999"))
    }
    #expect(await test.ask("PUT", "\(location)?digest=\(try Digest(of: blob))").status == 201)
  }

  @Test func aBodyThatIsRefusedUnreadStillGetsTheAnswer() async throws {
    let test = try await TestRegistry(policy: AccessPolicy(users: [RegistryUser(name: "a", password: "b")]))
    let folder = try ScratchFolder()
    try Data(count: 8 << 20).write(to: URL(fileURLWithPath: folder("blob")))
    try await listening(test) { host in
      for expect in ["Expect:", "Expect: 100-continue"] {
        let answer = try await run(
          "curl", "-sSi", "-H", expect, "-X", "PATCH", "-T", folder("blob"), "http://\(host)/v2/a/b/blobs/uploads/x")
        #expect(answer.status == 0, "\(answer.output)")
        #expect(answer.output.contains("HTTP/1.1 401 Unauthorized"))
      }
    }
  }

  @Test(arguments: [
    ("GET /v2/ HTTP/1.1\r\nHost: x\r\nX-Long: \(String(repeating: "a", count: 70_000))\r\n\r\n", "HTTP/1.1 431"),
    ("nonsense\r\n\r\n", "HTTP/1.1 400"),
    ("GET /v2/ HTTP/1.0\r\n\r\n", "HTTP/1.1 200"),
    ("GET /v2/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 400"),
    ("GET http://x/v2/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 200"),
    ("HEAD /v2/a/manifests/b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 404"),
  ])
  func aRawRequest(text: String, answer: String) async throws {
    let test = try await TestRegistry()
    let output = try await listening(test) { try await exchange($0, text) }
    #expect(output.hasPrefix(answer), "\(output.prefix(200))")
  }

  @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
    let test = try await TestRegistry()
    try await test.pushImage("app", "1")
    let output = try await listening(test) { host in
      try await exchange(
        host,
        "GET /v2/ HTTP/1.1\r\nHost: x\r\n\r\nGET /v2/app/tags/list HTTP/1.1\r\nHost: x\r\n\r\n"
          + "GET /v2/none/tags/list HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    }
    let statuses = output.split(separator: "\r\n").filter { $0.contains("HTTP/1.1 ") }.map { $0.suffix(16) }
    #expect(statuses.count == 3)
    #expect(test.registry.requests.suffix(3).map(\.status) == [200, 200, 404])
  }

  @Test func aStoppedListenerFreesItsPortAndClosesIdleConnections() async throws {
    let test = try await TestRegistry()
    // An address of its own, so that no other test's sockets can have the port meanwhile.
    let address = "127.77.0.1"
    let listener = RegistryListener(test.registry, configuration: ListenerConfiguration(host: address))
    let port = try await listener.start()
    await #expect(throws: ListenerError.startedBefore) { try await listener.start() }
    let second = RegistryListener(test.registry, configuration: ListenerConfiguration(host: address, port: port))
    let taken = ListenerError.cannotListen(host: address, port: port, reason: "Address already in use")
    await #expect(throws: taken) { try await second.start() }
    let idle = try Connected("\(address):\(port)")
    idle.send("GET /v2/ HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(try await BlockingThreads.run { idle.receive() }.hasPrefix("HTTP/1.1 200"))
    await listener.stop()
    await listener.stop()
    // The end of the stream: the connection is closed.
    #expect(try await BlockingThreads.run { idle.receive() } == "")
    let third = RegistryListener(test.registry, configuration: ListenerConfiguration(host: address, port: port))
    #expect(try await third.start() == port)
    await third.stop()
  }

  @Test func aLargeBlobIsStreamedToAReaderThatWaits() async throws {
    // The registry may read ahead only what the sockets and the watermarks hold, however large the blob is.
    let storage = CountingStorage(size: 64 << 20)
    let test = try await TestRegistry(storage: storage)
    let path = try await storage.offer(in: test.registry)
    try await listening(test) { host in
      let reader = try Connected(host)
      reader.send("GET \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      let first = try await BlockingThreads.run { reader.receiveBytes() }
      #expect(first > 0)
      let early = storage.bytesRead
      #expect(early < 32 << 20)
      let rest = try await BlockingThreads.run {
        var total = 0
        while case let count = reader.receiveBytes(), count > 0 { total += count }
        return total
      }
      #expect(Int64(first + rest) > storage.size)
    }
    #expect(storage.bytesRead == storage.size)
    #expect(storage.largestRead <= 1 << 20)
  }

  @Test func aLargeUploadIsWrittenInPieces() async throws {
    let storage = CountingStorage(size: 64 << 20)
    let test = try await TestRegistry(storage: storage)
    let folder = try ScratchFolder()
    // Sparse: the file system holds no more of it than we do.
    try Data().write(to: URL(fileURLWithPath: folder("blob")))
    try FileHandle(forWritingTo: URL(fileURLWithPath: folder("blob"))).truncate(atOffset: UInt64(storage.size))
    try await listening(test) { host in
      let push = try await run(
        "curl", "-sSi", "-X", "POST", "-T", folder("blob"),
        // curl adds the file's name to a path that ends in a slash.
        "http://\(host)/v2/app/blobs/uploads?digest=\(try storage.digest)")
      #expect(push.output.contains("201 Created"), "\(push.output)")
    }
    #expect(test.registry.repository(try RepositoryName(parsing: "app")).contents.blobs.values.first == storage.size)
    #expect(storage.largestWrite <= 1 << 20)
  }
}
