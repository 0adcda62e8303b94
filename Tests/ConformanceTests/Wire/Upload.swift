import HTTPTransport

/// An upload that is open, at the place that the registry named last.
struct Upload: Sendable {
  private let probe: Probe
  private(set) var location: HTTPURL
  /// What `OCI-Chunk-Min-Length` says, 0 where it says nothing.
  let minimumChunk: Int

  init(_ probe: Probe, _ location: HTTPURL, minimumChunk: String? = nil) {
    self.probe = probe
    self.location = location
    self.minimumChunk = minimumChunk.flatMap { Int($0) } ?? 0
  }

  /// How long this check's chunks are: as long as the registry wants them.
  var chunkSize: Int { max(48, minimumChunk) }

  /// Sends a chunk that begins at a byte; the place moves on when it is taken.
  mutating func patch(_ chunk: [UInt8], at start: Int) async throws -> Answer {
    try await patch(chunk, range: "\(start)-\(start + chunk.count - 1)")
  }

  /// Sends a chunk with any `Content-Range`, or without one.
  mutating func patch(_ chunk: [UInt8], range: String?) async throws -> Answer {
    let answer = try await probe.send(.patch, location, Self.headers(range), body: chunk)
    if answer.status == 202 { location = try answer.location() }
    return answer
  }

  /// Closes the upload, with its last chunk if there is one.
  func finish(_ digest: String, _ chunk: [UInt8] = [], at start: Int) async throws -> Answer {
    try await finish(digest, chunk, range: "\(start)-\(start + chunk.count - 1)")
  }

  /// Closes the upload.
  func finish(_ digest: String, _ chunk: [UInt8] = [], range: String? = nil) async throws -> Answer {
    try await probe.send(.put, location.adding(query: "digest=\(digest)"), Self.headers(range), body: chunk)
  }

  /// Asks where the upload is.
  func status() async throws -> Answer { try await probe.send(.get, location) }

  /// Requires that the upload is open and has so many bytes.
  mutating func expect(size: Int) async throws {
    let answer = try await status().expect(204)
    try answer.expect("Range", "0-\(size - 1)")
    location = try answer.location()
  }

  /// Gives the upload up.
  func cancel() async throws -> Answer { try await probe.send(.delete, location) }

  private static func headers(_ range: String?) -> HTTPHeaders {
    var headers: HTTPHeaders = ["Content-Type": "application/octet-stream"]
    headers["Content-Range"] = range
    return headers
  }
}
