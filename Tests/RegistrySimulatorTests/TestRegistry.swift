import ByteStreams
import ContentStore
import DistributionSpec
import Foundation
import ImageSpec
import RegistrySimulator

/// A simulated registry with a clock that stands until a test moves it.
struct TestRegistry: Sendable {
  let registry: RegistrySimulator
  let clock: Locked<Timestamp>

  init(
    storage: any RegistryStorage = MemoryStorage(), policy: AccessPolicy = .open, catalogue: [SearchResult]? = nil,
    limits: RegistryLimits = RegistryLimits(), rateLimits: RateLimits = RateLimits(), weather: String...,
    seed: UInt64 = 1, control: RegistryControl = .off
  ) async throws {
    let clock = Locked(Timestamp(seconds: 1_500_000_000))
    self.clock = clock
    registry = try await RegistrySimulator(
      storage: storage,
      configuration: RegistryConfiguration(
        policy: policy, catalogue: catalogue, limits: limits, rateLimits: rateLimits,
        weather: Weather(try weather.map { try WeatherRule(parsing: $0) }, seed: seed), control: control),
      clock: { clock.withLock { $0 } }, random: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } })
  }

  /// Asks without a socket.
  func ask(
    _ method: String, _ target: String, _ headers: RegistryHeaders = [:], body: [UInt8] = []
  ) async -> RegistryResponse {
    var headers = headers
    if !body.isEmpty { headers["Content-Length"] = String(body.count) }
    return await registry.respond(
      to: RegistryRequest(method: method, target: target, headers: headers, body: RequestBody(body)))
  }

  /// Pushes a blob in one request.
  @discardableResult
  func push(
    _ blob: [UInt8], to name: String, algorithm: Digest.Algorithm = .sha256, headers: RegistryHeaders = [:]
  ) async throws -> Digest {
    let digest = try Digest(of: blob, algorithm: algorithm)
    let answer = await ask("POST", "/v2/\(name)/blobs/uploads/?digest=\(digest)", headers, body: blob)
    guard answer.status == 201 else { throw UnexpectedStatus(status: answer.status) }
    return digest
  }

  /// Pushes an image of one layer and its tag; returns the manifest's bytes.
  @discardableResult
  func pushImage(
    _ name: String, _ tag: String, layer: [UInt8] = Array("layer".utf8), headers: RegistryHeaders = [:]
  ) async throws -> Document<Manifest> {
    let manifest = try Image(layer: layer).manifest
    try await push(Image.configuration, to: name, headers: headers)
    try await push(layer, to: name, headers: headers)
    var headers = headers
    headers["Content-Type"] = manifest.mediaType.description
    let answer = await ask("PUT", "/v2/\(name)/manifests/\(tag)", headers, body: manifest.bytes)
    guard answer.status == 201 else { throw UnexpectedStatus(status: answer.status) }
    return manifest
  }
}

struct UnexpectedStatus: Error { let status: Int }

extension RegistryResponse {
  /// The codes of an error body.
  var codes: [ErrorCode] {
    guard let bytes = try? collect(), let envelope = ErrorEnvelope(parsing: bytes) else { return [] }
    return envelope.errors.map(\.code)
  }

  var text: String { (try? collect()).map { String(decoding: $0, as: UTF8.self) } ?? "" }
}

/// The smallest image that tools take.
struct Image {
  static let configuration = Array(
    #"{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":[]}}"#.utf8)
  let layer: [UInt8]

  var manifest: Document<Manifest> {
    get throws {
      let body = Manifest(
        configuration: Descriptor(
          mediaType: .ociConfiguration, digest: try Digest(of: Self.configuration),
          size: Int64(Self.configuration.count)),
        layers: [Descriptor(mediaType: .ociLayer, digest: try Digest(of: layer), size: Int64(layer.count))])
      return try Document(bytes: body.encoded(), mediaType: .ociManifest)
    }
  }
}

/// Runs a program to its end.
func run(_ words: String...) async throws -> (status: Int32, output: String) { try await run(words) }

/// Runs a program to its end.
func run(_ words: [String]) async throws -> (status: Int32, output: String) {
  try await BlockingThreads.run {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}

/// A registry on a free port for the length of a closure.
func listening<Result>(
  _ test: TestRegistry, configuration: ListenerConfiguration = ListenerConfiguration(),
  _ body: (_ host: String) async throws -> Result
) async throws -> Result {
  let listener = RegistryListener(test.registry, configuration: configuration)
  let port = try await listener.start()
  do {
    let result = try await body("127.0.0.1:\(port)")
    await listener.stop()
    return result
  } catch {
    await listener.stop()
    throw error
  }
}
