import ByteStreams
import ContentStore
import Foundation
import HTTPTransport
import ImageSpec
import RegistryClient
import TestSupport
import Testing

/// Pulling from mirrors.
@Suite struct RegistrySourceTests {
  private let bytes = noise(3000)
  private let tagged = "HTTP/1.1 200 O\r\nContent-Type: application/vnd.oci.image.manifest.v1+json\r\n"

  private func serving(_ bytes: [UInt8], cutting: Int = 0) throws -> ScriptedServer {
    let tagged = tagged
    let digest = try Digest(of: bytes)
    return try ScriptedServer { connection in
      while let request = try connection.request() {
        if request.method == "HEAD" {
          try connection.send("\(tagged)Docker-Content-Digest: \(digest)\r\nContent-Length: \(bytes.count)\r\n\r\n")
          continue
        }
        let start = request["range"].flatMap { Int($0.dropFirst(6).dropLast()) } ?? 0
        let head = "HTTP/1.1 206 P\r\nContent-Range: bytes \(start)-\(bytes.count - 1)/\(bytes.count)\r\n"
        try connection.send(
          Array("\(head)Content-Length: \(bytes.count - start)\r\n\r\n".utf8) + bytes[start...].dropLast(cutting))
        if cutting > 0 { return }
      }
    }
  }

  private func refusing(_ status: String) throws -> ScriptedServer {
    try ScriptedServer(answering: { request in
      request.method == "HEAD" ? "HTTP/1.1 \(status)\r\nContent-Length: 0\r\n\r\n" : ScriptedServer.response(status)
    })
  }

  @Test func `the first mirror that has it serves, and the registry is not asked`() async throws {
    let (mirror, origin) = (try serving(bytes), try serving(noise(10)))
    let source = RegistrySource(
      try Client(origin.url).repository("a"), mirrors: [try Client(mirror.url).repository("proxy/a")])
    #expect(try await source.resolve(reference("r.example/a:1")).digest == Digest(of: bytes))
    #expect(try await read(blob(bytes), from: source) == bytes)
    #expect(origin.requests.isEmpty)
    #expect(mirror.requests.allSatisfy { $0.target.hasPrefix("/v2/proxy/a/") })
  }

  @Test(arguments: ["404 Not Found", "401 Unauthorized", "500 Broken", "403 Forbidden"])
  func `a mirror that does not serve is passed over`(status: String) async throws {
    let (mirror, origin) = (try refusing(status), try serving(bytes))
    let notices = Locked(0)
    let source = RegistrySource(
      try Client(origin.url).repository("a"), mirrors: [try Client(mirror.url).repository("a")]
    ) { _, _ in notices.withLock { $0 += 1 } }
    #expect(try await source.resolve(reference("r.example/a:1")).digest == Digest(of: bytes))
    #expect(try await read(blob(bytes), from: source) == bytes)
    // That a mirror has not everything is its nature; all else is told, once.
    #expect(notices.withLock { $0 } == (status.hasPrefix("404") ? 0 : 1))
  }

  @Test func `what a mirror broke off is gone on with, not begun anew`() async throws {
    let (mirror, origin) = (try serving(bytes, cutting: 1000), try serving(bytes))
    let source = RegistrySource(
      try Client(origin.url).repository("a"), mirrors: [try Client(mirror.url).repository("a")])
    #expect(try await read(blob(bytes), from: source) == bytes)
    #expect(origin.requests.map { $0["range"] } == ["bytes=2000-"])
  }

  @Test func `nobody at a mirror is no failure`() async throws {
    let gone = try { try ScriptedServer { _ in }.url }()
    let origin = try serving(bytes)
    let source = RegistrySource(
      try Client(origin.url).repository("a"), mirrors: [try Client(gone).repository("a")])
    #expect(try await read(blob(bytes), from: source) == bytes)
  }

  @Test func `a sink that fails ends it, and nobody else is asked`() async throws {
    struct Full: Error {}
    final class Sink: ByteSink { func write(_ bytes: UnsafeRawBufferPointer) throws { throw Full() } }
    let (mirror, origin) = (try serving(bytes), try serving(bytes))
    let source = RegistrySource(
      try Client(origin.url).repository("a"), mirrors: [try Client(mirror.url).repository("a")])
    await #expect(throws: Full.self) { try await source.fetch(blob(bytes), from: 0, into: Sink()) }
    #expect(origin.requests.isEmpty)
  }

  @Test func `when all fail the registry's own answer counts`() async throws {
    let (mirror, origin) = (try refusing("403 F"), try refusing("404 N"))
    let source = RegistrySource(
      try Client(origin.url).repository("a"), mirrors: [try Client(mirror.url).repository("a")])
    await #expect(throws: RegistryProtocolError.notARegistry(url: "\(origin.url)/v2/", status: 404)) {
      try await source.resolve(reference("r.example/a:1"))
    }
  }
}
