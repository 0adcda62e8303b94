import ByteStreams
import HTTPTransport

/// What a check asks with: a registry, and a repository that no other check uses.
struct Probe: Sendable {
  let wire: any Wire
  let repository: String
  /// The uploads that were opened and not closed, by their paths.
  private let uploads: Locked<[String: HTTPURL]>

  init(wire: any Wire, repository: String) {
    self.init(wire, repository, Locked([:]))
  }

  private init(_ wire: any Wire, _ repository: String, _ uploads: Locked<[String: HTTPURL]>) {
    self.wire = wire
    self.repository = repository
    self.uploads = uploads
  }

  /// The same registry and another repository of this check's own.
  func beside(_ name: String = "other") -> Probe { Probe(wire, "\(repository)/\(name)", uploads) }

  /// Cancels what was left open, so that a registry has no more of it than the checks need at a time.
  func cancelUploads() async {
    let left = uploads.withLock { $0.values.sorted { $0.text < $1.text } }
    for location in left { _ = try? await wire.send(HTTPRequest(.delete, location)) }
  }

  /// Sends a request to a path of the repository: `blobs/DIGEST`.
  func send(
    _ method: HTTPMethod, _ path: String, _ headers: HTTPHeaders = [:], body: [UInt8]? = nil
  ) async throws -> Answer {
    try await send(method, target: "/v2/\(repository)/\(path)", headers, body: body)
  }

  /// Sends a request to a path of the registry.
  func send(
    _ method: HTTPMethod, target: String, _ headers: HTTPHeaders = [:], body: [UInt8]? = nil
  ) async throws -> Answer {
    try await send(method, try HTTPURL("\(wire.base.origin)\(target)"), headers, body: body)
  }

  /// Sends a request to a URL that the registry gave.
  func send(
    _ method: HTTPMethod, _ url: HTTPURL, _ headers: HTTPHeaders = [:], body: [UInt8]? = nil
  ) async throws -> Answer {
    var request = HTTPRequest(method, url, headers: headers, body: body.map { .bytes($0) } ?? .none)
    if method != .get && method != .head { request.maximumRedirects = 0 }
    // A registry that is slow because the machine is busy is not wrong.
    request.stallTimeout = .seconds(120)
    let answer = try await wire.send(request)
    note(answer, to: url)
    try answer.verifyGenerally()
    return answer
  }

  /// Keeps account of the uploads that are open.
  private func note(_ answer: Answer, to url: HTTPURL) {
    if answer.status == 202, answer.method == .post || answer.method == .patch, let location = try? answer.location() {
      uploads.withLock { $0[location.path] = location }
    } else if answer.status == 201 || answer.status == 204, answer.method == .put || answer.method == .delete {
      uploads.withLock { $0[url.path] = nil }
    }
  }

  /// Opens an upload.
  func open(_ query: String = "") async throws -> Upload {
    let answer = try await send(.post, "blobs/uploads/\(query)").expect(202)
    return Upload(self, try answer.location(), minimumChunk: answer.headers["OCI-Chunk-Min-Length"])
  }

  /// Pushes a blob the plain way and gives its digest.
  @discardableResult
  func push(_ blob: [UInt8], _ algorithm: Algorithm = .sha256) async throws -> String {
    let digest = try algorithm.digest(blob)
    try await open().finish(digest, blob).expect(201)
    return digest
  }

  /// Requires that a blob is served, byte for byte.
  func expectBlob(_ digest: String, _ blob: [UInt8]) async throws {
    try await send(.get, "blobs/\(digest)").expect(200).expect(body: blob)
  }

  /// Requires that there is no such blob.
  func expectNoBlob(_ digest: String) async throws {
    try await send(.get, "blobs/\(digest)").expect(404)
    try await send(.head, "blobs/\(digest)").expect(404)
  }

  /// Pushes a manifest whose parts are there.
  func put(_ manifest: Sample, as reference: String, query: String = "") async throws -> Answer {
    try await send(
      .put, "manifests/\(reference)\(query)", ["Content-Type": manifest.mediaType], body: manifest.bytes)
  }

  /// Asks for a manifest as clients do.
  func manifest(_ reference: String, _ method: HTTPMethod = .get) async throws -> Answer {
    try await send(method, "manifests/\(reference)", ["Accept": Sample.accepted])
  }

  /// Pushes an image and names it by a tag or by its own digest.
  @discardableResult
  func pushImage(_ reference: String? = nil, _ algorithm: Algorithm = .sha256) async throws -> Sample {
    let image = try await image()
    try await put(image, as: reference ?? image.digest(algorithm)).expect(201)
    return image
  }
}

extension HTTPHeaders {
  /// A field of its own for each type.
  init(accepting types: [String]) {
    self.init()
    for type in types { add("Accept", type) }
  }
}
