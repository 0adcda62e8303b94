import ByteStreams
import Foundation
import ImageSpec
import RegistrySimulator
import Testing

/// A listener that stops while clients are at work.
@Suite struct ListenerStopTests {
  @Test func aStopLosesNoAnswerThatIsUnderWay() async throws {
    let test = try await TestRegistry()
    let layer = (0..<4_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try await test.pushImage("app", "1", layer: layer)
    let digest = try Digest(of: layer)
    let listener = RegistryListener(test.registry)
    let host = "127.0.0.1:\(try await listener.start())"
    // Each has read the beginning of its answer, so all of them are under way.
    let clients = try await BlockingThreads.run {
      try (0..<8).map { _ -> (Connected, Int) in
        let client = try Connected(host)
        client.send("GET /v2/app/blobs/\(digest) HTTP/1.1\r\nHost: x\r\n\r\n")
        return (client, client.receiveBytes())
      }
    }
    async let stopped: Void = listener.stop()
    let rest = try await BlockingThreads.run {
      clients.map { client, first in
        var count = first
        while case let more = client.receiveBytes(), more > 0 { count += more }
        return count
      }
    }
    await stopped
    for count in rest { #expect(count > layer.count) }
  }

  @Test func aStopCutsWhoKeepsItWaitingTooLong() async throws {
    let storage = CountingStorage(size: 64 << 20)
    let test = try await TestRegistry(storage: storage)
    let path = try await storage.offer(in: test.registry)
    var configuration = ListenerConfiguration()
    configuration.stopTimeout = .milliseconds(20)
    let listener = RegistryListener(test.registry, configuration: configuration)
    let client = try Connected("127.0.0.1:\(try await listener.start())")
    client.send("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(try await BlockingThreads.run { client.receiveBytes() } > 0)
    // Nobody reads on: without the limit this would not return.
    await listener.stop()
    #expect(storage.bytesRead < storage.size)
  }

  @Test func aWriterIsNotReadFasterThanTheStorageWrites() async throws {
    let storage = HeldStorage()
    let test = try await TestRegistry(storage: storage)
    try await listening(test) { host in
      let client = try Connected(host)
      let size = 256 << 20
      client.send("POST /v2/app/blobs/uploads/?digest=\(try Digest(of: [])) HTTP/1.1\r\nHost: x\r\n")
      client.send("Content-Length: \(size)\r\n\r\n")
      let sent = try await BlockingThreads.run {
        client.send([UInt8](repeating: 0, count: 200_000))
        // The first piece is being written, and nothing of the rest may be taken but what sockets hold.
        storage.waitForWrite()
        return client.sendWithoutWaiting([UInt8](repeating: 0, count: size))
      }
      #expect(sent < size / 2, "\(sent)")
      storage.letGo()
    }
  }
}

/// A storage whose first write waits until it is let go.
///
/// `@unchecked Sendable`: nothing changes after `init`, and semaphores are for threads.
private final class HeldStorage: RegistryStorage, @unchecked Sendable {
  private let memory = MemoryStorage()
  private let started = DispatchSemaphore(value: 0)
  private let released = DispatchSemaphore(value: 0)

  func waitForWrite() { started.wait() }
  func letGo() { released.signal() }

  func load() -> StoredAreas { StoredAreas() }
  func beginUpload() throws -> any BlobUpload { Held(try memory.beginUpload(), self) }
  func keep(_ change: AreaChange, of area: StorageArea) throws { try memory.keep(change, of: area) }
  func open(_ digest: Digest) throws -> any BlobReader { try memory.open(digest) }
  func size(_ digest: Digest) -> Int64? { memory.size(digest) }
  func remove(_ digest: Digest) -> Int64? { memory.remove(digest) }

  /// `@unchecked Sendable`: one thread writes at a time.
  private final class Held: BlobUpload, @unchecked Sendable {
    private let next: any BlobUpload
    private let storage: HeldStorage
    private var isFirst = true

    init(_ next: any BlobUpload, _ storage: HeldStorage) {
      self.next = next
      self.storage = storage
    }

    var size: Int64 { next.size }

    func append(_ bytes: UnsafeRawBufferPointer) throws {
      if isFirst {
        isFirst = false
        storage.started.signal()
        storage.released.wait()
      }
      try next.append(bytes)
    }

    func commit(as digest: Digest) throws { try next.commit(as: digest) }
    func abandon() { next.abandon() }
  }
}
