import ArgumentParser
import ImageSpec
import TestSupport

/// One blob of many gigabytes through push and pull: memory must not grow with it.
struct Stream: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Push and pull one very large blob")

  @Argument(help: "The registry: http://A.B.C.D:PORT") var address: Address
  @Option(help: "Mebibytes of the blob") var size = 4_096
  @Option(help: "The server's process id") var pid: Int32

  func run() throws {
    let reactor = Reactor(patience: .seconds(120))
    let server = ServerProcess(id: pid)
    try reactor.run { [self] in
      let connection = Connection(reactor, address, client: 0)
      // The same mebibyte with another number in front each time.
      var random = Seeded(1)
      var piece = random.bytes(1 << 20)
      var digester = try Digester()
      server.forgetPeak()
      let location = try await RegistryAPI(connection: connection).openUpload("bench/stream")
      let head = [
        "PATCH \(location) HTTP/1.1", "Host: \(address)", "Content-Type: application/octet-stream",
        "Content-Length: \(size << 20)", "", "",
      ]
      let start = ContinuousClock.now
      try await connection.send(Array(head.joined(separator: "\r\n").utf8))
      for number in 0..<size {
        piece.withUnsafeMutableBytes { $0.storeBytes(of: UInt64(number), as: UInt64.self) }
        piece.withUnsafeBytes { digester.update($0) }
        try await connection.send(piece)
        if number % (size / 4) == 0 { say("pushed \(number) MiB: \(server.resident) MB") }
      }
      let answer = try await connection.receive().expect(202, "PATCH")
      let next = answer.header("location") ?? location
      let digest = try digester.digest()
      let target = next + (next.contains("?") ? "&" : "?") + "digest=\(digest)"
      _ = try await connection.exchange(Request("PUT", target, address)).expect(201, "PUT")
      say("pushed \(size) MiB, \(rate(since: start)) MiB/s: peak \(server.peak) MB")
      try await pull(connection, digest, server)
    }
  }

  private func pull(_ connection: Connection, _ digest: Digest, _ server: ServerProcess) async throws {
    server.forgetPeak()
    let found = Received(try Digester())
    let start = ContinuousClock.now
    let request = Request("GET", "/v2/bench/stream/blobs/\(digest)", address)
    _ = try await connection.exchange(request) { found.digester.update($0) }.expect(200, "GET")
    guard try found.digester.digest() == digest else { throw Failure.wrong("digest") }
    say("pulled \(size) MiB, \(rate(since: start)) MiB/s: peak \(server.peak) MB")
    try await RegistryAPI(connection: connection).delete("/v2/bench/stream/blobs/\(digest)")
  }

  private func rate(since start: ContinuousClock.Instant) -> Int {
    Int(Double(size) / (ContinuousClock.now - start).inSeconds)
  }

  private final class Received {
    var digester: Digester
    init(_ digester: consuming Digester) { self.digester = digester }
  }
}
