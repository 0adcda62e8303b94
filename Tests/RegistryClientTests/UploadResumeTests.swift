import ByteStreams
import ContentStore
import DistributionSpec
import Foundation
import HTTPTransport
import ImageSpec
import TestSupport
import Testing

@testable import RegistryClient

/// A registry that takes one blob by one upload after the other, cuts the connection in the middle of some, and tells
/// how far a session is, as long as it knows it.
private final class CuttingRegistry: Sendable {
  struct State {
    var sessions: [String: [UInt8]] = [:]
    var blob: [UInt8]?
    /// After how many bytes each of the next uploads is cut.
    var cuts: [Int]
    var tellsStatus = true
    var locationSuffix = ""
  }

  let state: Locked<State>
  let server: ScriptedServer

  init(cuts: [Int]) throws {
    let state = Locked(State(cuts: cuts))
    self.state = state
    server = try ScriptedServer { connection in
      while let request = try connection.request(readingBody: false) {
        guard try Self.serve(request, connection, state) else { return }
      }
    }
  }

  /// Answers a request; false cuts the connection.
  private static func serve(
    _ request: ScriptedServer.Request, _ connection: ScriptedServer.Connection, _ state: Locked<State>
  ) throws -> Bool {
    let path = String(request.target.split(separator: "?")[0])
    switch request.method {
    case "POST":
      let (location, suffix) = state.withLock { state in
        let location = "/v2/a/blobs/uploads/\(state.sessions.count)"
        state.sessions[location] = []
        return (location, state.locationSuffix)
      }
      try connection.send(ScriptedServer.response("202 A", ["Location: \(location)\(suffix)"]))
    case "GET":
      let size = state.withLock { $0.tellsStatus ? $0.sessions[path]?.count : nil }
      try connection.send(
        size.map { ScriptedServer.response("204 N", ["Location: \(path)", "Range: 0-\(max(0, $0 - 1))"]) }
          ?? ScriptedServer.response("404 N"))
    case "PATCH":
      let length = Int(request["content-length"] ?? "") ?? 0
      let cut = state.withLock { $0.cuts.isEmpty ? nil : $0.cuts.removeFirst() }
      let bytes = try connection.take(min(length, cut ?? length))
      state.withLock { $0.sessions[path]? += bytes }
      if cut != nil { return false }
      try connection.send(ScriptedServer.response("202 A", ["Location: \(path)"]))
    case "PUT":
      state.withLock { $0.blob = $0.sessions[path] }
      try connection.send(ScriptedServer.response("201 C"))
    default: try connection.send("HTTP/1.1 404 N\r\nContent-Length: 0\r\n\r\n")
    }
    return true
  }

  /// What was asked for, with the ranges of uploaded parts.
  var calls: [String] {
    server.requests.filter { $0.method != "HEAD" }.map { request in
      ([request.method] + (request["content-range"].map { [$0] } ?? [])).joined(separator: " ")
    }
  }
}

@Suite struct UploadResumeTests {
  private let bytes = noise(3 << 20)
  private let local = MemoryStore()
  private let layer: Descriptor
  private let folder: ScratchFolder

  init() throws {
    layer = try local.insert(bytes, mediaType: .ociLayer)
    folder = try ScratchFolder()
  }

  private var records: UploadRecords { UploadRecords(folder: folder("uploads")) }
  private var files: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder("uploads"))) ?? [] }
  private var end: Int { bytes.count - 1 }

  @Test func `an upload that is cut goes on where the registry says that it is`() async throws {
    let registry = try CuttingRegistry(cuts: [1_000_000, 500_000])
    let told = Locked<[Int64]>([])
    try await Client(registry.server.url).repository("a").push(layer, from: local) { count in
      told.withLock { $0.append(count) }
    }
    #expect(registry.state.withLock { $0.blob } == bytes)
    #expect(
      registry.calls == ["POST", "PATCH", "GET", "PATCH 1000000-\(end)", "GET", "PATCH 1500000-\(end)", "PUT"])
    let counts = told.withLock { $0 }
    #expect(counts == counts.sorted() && counts.last == layer.size)
  }

  @Test func `a registry that has forgotten the session gets the blob anew`() async throws {
    let registry = try CuttingRegistry(cuts: [1_000_000])
    registry.state.withLock { $0.tellsStatus = false }
    try await Client(registry.server.url).repository("a").push(layer, from: local) { _ in }
    #expect(registry.state.withLock { $0.blob } == bytes)
    #expect(registry.calls == ["POST", "PATCH", "GET", "POST", "PATCH", "PUT"])
  }

  @Test func `a later run goes on with what an earlier one left`() async throws {
    let registry = try CuttingRegistry(cuts: [1_000_000, 1, 1, 1, 1])
    await #expect(throws: HTTPError.self) {
      try await Client(registry.server.url, uploads: records).repository("a").push(layer, from: local) { _ in }
    }
    #expect(files.count == 1)
    try await Client(registry.server.url, uploads: records).repository("a").push(layer, from: local) { _ in }
    #expect(registry.state.withLock { $0.blob } == bytes)
    #expect(registry.calls.suffix(3) == ["GET", "PATCH 1000004-\(end)", "PUT"])
    #expect(files.isEmpty)
  }

  @Test func `what is remembered is for one registry, repository and blob`() async throws {
    let registry = try CuttingRegistry(cuts: [1_000_000, 1, 1, 1, 1])
    await #expect(throws: HTTPError.self) {
      try await Client(registry.server.url, uploads: records).repository("a").push(layer, from: local) { _ in }
    }
    let asked = registry.calls.count
    try await Client(registry.server.url, uploads: records).repository("b").push(layer, from: local) { _ in }
    #expect(registry.calls.dropFirst(asked) == ["POST", "PATCH", "PUT"])
  }

  @Test func `of two processes that push the same one remembers and the other goes without`() throws {
    let origin = try HTTPURL("http://127.0.0.1:5000").origin
    let name = try RepositoryName(parsing: "a")
    let first = try #require(records.claim(origin, name, layer.digest))
    #expect(records.claim(origin, name, layer.digest) == nil)
    first.remember(try HTTPURL("http://127.0.0.1:5000/v2/a/blobs/uploads/1?_state=x"))
    withExtendedLifetime(first) {}
  }

  @Test(arguments: ["?X-Amz-Signature=s3cret", "?token=s3cret", "?sig=s3cret&se=1"])
  func `a session whose address is a key is not written down`(suffix: String) async throws {
    let registry = try CuttingRegistry(cuts: [1_000_000, 1, 1, 1, 1])
    registry.state.withLock { $0.locationSuffix = suffix }
    await #expect(throws: HTTPError.self) {
      try await Client(registry.server.url, uploads: records).repository("a").push(layer, from: local) { _ in }
    }
    for file in files {
      #expect(try String(contentsOfFile: folder("uploads/\(file)"), encoding: .utf8).contains("s3cret") == false)
    }
  }

  @Test func `a session of the day before is forgotten, and its file goes`() throws {
    let origin = try HTTPURL("http://127.0.0.1:5000").origin
    let name = try RepositoryName(parsing: "a")
    try #require(records.claim(origin, name, layer.digest)).remember(try HTTPURL("http://127.0.0.1:5000/up/1"))
    let path = folder("uploads/\(try #require(files.first))")
    #expect(try #require(records.claim(origin, name, layer.digest)).session?.path == "/up/1")
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -90_000)], ofItemAtPath: path)
    #expect(try #require(records.claim(origin, name, layer.digest)).session == nil)
  }

  @Test func `a blob that went bad here is not sent in part`() async throws {
    struct Bad: ContentFetcher {
      let bytes: [UInt8]
      func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
        let bytes = bytes
        try await BlockingThreads.run { try sink.write(bytes) }
      }
    }
    let registry = try CuttingRegistry(cuts: [1_000_000, 1, 1, 1, 1])
    await #expect(throws: HTTPError.self) {
      try await Client(registry.server.url, uploads: records).repository("a").push(layer, from: local) { _ in }
    }
    var bad = bytes
    bad[0] ^= 1
    await #expect(throws: ContentError.self) {
      try await Client(registry.server.url, uploads: records).repository("a").push(layer, from: Bad(bytes: bad)) { _ in
      }
    }
    #expect(registry.state.withLock { $0.blob } == nil)
  }
}
