import ByteStreams
import ContentStore
import Foundation
import ImageSpec
import RegistrySimulator
import Testing

/// The limits of a listener, each seen by a client that breaks it over a plain socket.
///
/// Limits of time are so short here that who breaks them meets them at once, and nobody waits for anything but the
/// listener's own answer.
@Suite struct ListenerLimitTests {
  private static let base = "GET /v2/ HTTP/1.1\r\nHost: x\r\n"

  /// A listener whose one limit is set, and what it answers to some bytes before it closes.
  private func answer(
    _ text: String, to configure: (inout ListenerConfiguration) -> Void
  ) async throws -> (RawExchange, TestRegistry) {
    let test = try await TestRegistry()
    var configuration = ListenerConfiguration()
    configure(&configuration)
    let exchange = try await listening(test, configuration: configuration) { host in
      let client = try Connected(host)
      return try await BlockingThreads.run {
        client.send(text)
        return client.receiveAll()
      }
    }
    return (exchange, test)
  }

  @Test(arguments: [
    "X-Long: \(String(repeating: "a", count: 2_000))\r\n",
    String(repeating: "X-Many: \(String(repeating: "b", count: 50))\r\n", count: 40),
    String(repeating: "a: b\r\n", count: 40),
  ])
  func aHeadThatIsTooLargeIsRefusedWithTheErrorBody(fields: String) async throws {
    let (exchange, _) = try await answer("\(Self.base)\(fields)\r\n") {
      $0.headerSize = 1_000
      $0.headerFields = 30
    }
    #expect(exchange.status == 431)
    #expect(exchange["Content-Type"] == "application/json")
    #expect(String(decoding: exchange.body, as: UTF8.self).contains(#""code":"SIZE_INVALID""#))
  }

  @Test func aHeadThatDripsIsAnswered408() async throws {
    let (exchange, test) = try await answer(Self.base) { $0.headerTimeout = .milliseconds(20) }
    #expect(exchange.status == 408)
    #expect(exchange["Connection"] == "close")
    #expect(test.registry.requests.isEmpty)
  }

  @Test func aHeadTimesOutHoweverOftenAByteComes() async throws {
    let test = try await TestRegistry()
    var configuration = ListenerConfiguration()
    configuration.headerTimeout = .milliseconds(20)
    try await listening(test, configuration: configuration) { host in
      let client = try Connected(host)
      // A field that never ends, in single bytes: each comes in time, and the head as a whole does not.
      let output = try await BlockingThreads.run {
        client.send("GET /v2/ HTTP/1.1\r\nX: ")
        while client.hasNothing { client.send("a") }
        return client.receive()
      }
      #expect(output.hasPrefix("HTTP/1.1 408") || output.isEmpty, "\(output)")
    }
  }

  @Test func aConnectionWithoutARequestIsClosed() async throws {
    let (exchange, _) = try await answer("") { $0.idleTimeout = .milliseconds(20) }
    #expect(exchange.head.isEmpty)
    let (second, _) = try await answer("\(Self.base)\r\n") { $0.idleTimeout = .milliseconds(20) }
    #expect(second.status == 200)
    #expect(second["Connection"] == nil)
  }

  @Test func aBodyThatStallsIsAnswered408AndKeptUpToThere() async throws {
    let test = try await TestRegistry()
    var configuration = ListenerConfiguration()
    configuration.transferTimeout = .milliseconds(20)
    let location = try #require(await test.ask("POST", "/v2/app/blobs/uploads/").headers["Location"])
    try await listening(test, configuration: configuration) { host in
      let client = try Connected(host)
      let exchange = try await BlockingThreads.run {
        client.send("PATCH \(location) HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nfirst ")
        return client.receiveAll()
      }
      #expect(exchange.status == 408)
    }
    #expect(await test.ask("GET", location).headers["Range"] == "0-5")
  }

  @Test func aBodyIsCutThatIsSlowerThanTheMinimalRate() async throws {
    let test = try await TestRegistry()
    var configuration = ListenerConfiguration()
    configuration.transferTimeout = .milliseconds(20)
    // Nobody sends single bytes as fast as that.
    configuration.minimalRate = 1 << 40
    let location = try #require(await test.ask("POST", "/v2/app/blobs/uploads/").headers["Location"])
    try await listening(test, configuration: configuration) { host in
      let client = try Connected(host)
      let exchange = try await BlockingThreads.run {
        client.send("PATCH \(location) HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n")
        while client.hasNothing { client.send("a") }
        return client.receiveAll()
      }
      #expect(exchange.status == 408 || exchange.wasReset)
    }
  }

  @Test func anAnswerThatNobodyReadsIsCut() async throws {
    let storage = CountingStorage(size: 64 << 20)
    let test = try await TestRegistry(storage: storage)
    let path = try await storage.offer(in: test.registry)
    var configuration = ListenerConfiguration()
    configuration.transferTimeout = .milliseconds(20)
    let received = try await listening(test, configuration: configuration) { host in
      let client = try Connected(host)
      client.send("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
      // Reads nothing until the listener has given up, which another connection sees.
      return try await BlockingThreads.run {
        var count = client.receiveBytes()
        while try holdsConnection(to: client.port) {}
        while case let more = client.receiveBytes(), more > 0 { count += more }
        return count
      }
    }
    #expect(received < 64 << 20)
    #expect(storage.bytesRead < storage.size)
  }

  @Test func connectionsBeyondTheLimitWaitForTheirTurn() async throws {
    let test = try await TestRegistry()
    var configuration = ListenerConfiguration()
    configuration.connections = 2
    try await listening(test, configuration: configuration) { host in
      let clients = try (0..<3).map { _ in try Connected(host) }
      let request = "\(Self.base)\r\n"
      for client in clients[..<2] {
        client.send(request)
        #expect(try await BlockingThreads.run { client.receive() }.hasPrefix("HTTP/1.1 200"))
      }
      clients[2].send(request)
      clients[0].send(request)
      #expect(try await BlockingThreads.run { clients[0].receive() }.hasPrefix("HTTP/1.1 200"))
      #expect(clients[2].hasNothing)
      clients[1].finishSending()
      #expect(try await BlockingThreads.run { clients[2].receive() }.hasPrefix("HTTP/1.1 200"))
    }
  }

  @Test func requestsBeyondTheOnesThatMayWaitAreNotRead() async throws {
    let (exchange, test) = try await answer(String(repeating: "\(Self.base)\r\n", count: 100)) {
      $0.pipelinedRequests = 4
    }
    let count = test.registry.requests.count
    #expect(count >= 5 && count < 100, "\(count)")
    // What was read is answered, and no answer is lost.
    let text = exchange.head + String(decoding: exchange.body, as: UTF8.self)
    #expect(text.components(separatedBy: "HTTP/1.1 200").count - 1 == count)
    #expect(!exchange.wasReset)
  }

  @Test func uploadsAreLimitedInNumberAndAge() async throws {
    var limits = RegistryLimits()
    limits.uploads = 2
    limits.uploadAge = 60
    let test = try await TestRegistry(limits: limits)
    let open = "POST /v2/app/blobs/uploads/ HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    try await listening(test) { host in
      for _ in 0..<2 { #expect(try await exchange(host, open).hasPrefix("HTTP/1.1 202")) }
      let refused = try await exchange(host, open)
      #expect(refused.hasPrefix("HTTP/1.1 429"))
      #expect(refused.contains("Retry-After"))
      test.clock.withLock { $0 = Timestamp(seconds: $0.seconds + 61) }
      #expect(try await exchange(host, open).hasPrefix("HTTP/1.1 202"))
    }
  }
}
