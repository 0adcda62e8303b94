import ArgumentParser
import ImageSpec
import TestSupport

/// Clients that ask for a large blob and hardly read it, or send a large one slowly: what the server holds for them is
/// its budget for a connection.
struct Slow: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hold many connections with slow readers and slow writers, and tell the server's memory")

  @Argument(help: "The registry: http://A.B.C.D:PORT") var address: Address
  @Option(help: "Connections that read slowly") var readers = 1_000
  @Option(help: "Connections that write slowly") var writers = 0
  @Option(help: "Bytes of the blob that each of them moves") var size = 64 << 20
  @Option(help: "Seconds for which nobody moves on") var seconds = 10
  @Option(help: "The server's process id") var pid: Int32

  func run() throws {
    let reactor = Reactor()
    let server = ServerProcess(id: pid)
    try reactor.run { [self] in
      var random = Seeded(1)
      let api = RegistryAPI(connection: Connection(reactor, address, client: 0))
      let blob = random.bytes(size)
      let digest = try Digest(of: blob)
      try await api.pushBlob("bench/slow", blob, digest)
      say("before: \(server.resident) MB")
      server.forgetPeak()
      let readers = try await reading(reactor, "/v2/bench/slow/blobs/\(digest)")
      let writers = try await writing(reactor)
      let end = ContinuousClock.now + .seconds(seconds)
      while ContinuousClock.now < end {
        await reactor.sleep(.seconds(1))
        say("\(readers.count) readers, \(writers.count) writers: \(server.resident) MB, peak \(server.peak) MB")
      }
      // Some go on now and have to get every byte. All of them would take longer than a server waits for the last.
      let failed = await withTaskGroup(of: Bool.self) { group in
        for reader in readers.prefix(32) {
          group.addTask { await Self.finish(reader, size) }
        }
        return await group.reduce(into: 0) { $0 += $1 ? 0 : 1 }
      }
      say("errors: \(failed)")
      say("after: \(server.resident) MB, peak \(server.peak) MB")
      withExtendedLifetime(writers) {}
    }
  }

  private func reading(_ reactor: Reactor, _ path: String) async throws -> [Connection] {
    var connections: [Connection] = []
    for number in 0..<readers {
      let connection = Connection(reactor, address, client: number)
      try await connection.send(Request("GET", path, address).head)
      connections.append(connection)
    }
    return connections
  }

  private func writing(_ reactor: Reactor) async throws -> [Connection] {
    var connections: [Connection] = []
    for number in 0..<writers {
      let connection = Connection(reactor, address, client: number)
      let location = try await RegistryAPI(connection: connection).openUpload("bench/slow")
      let head = ["PATCH \(location) HTTP/1.1", "Host: \(address)", "Content-Length: \(size)", "", ""]
      try await connection.send(Array(head.joined(separator: "\r\n").utf8) + [UInt8](repeating: 7, count: 100_000))
      connections.append(connection)
    }
    return connections
  }

  private static func finish(_ connection: Connection, _ size: Int) async -> Bool {
    var count = 0
    let answer = try? await connection.receive { count += $0.count }
    return answer?.status == 200 && count == size
  }
}
