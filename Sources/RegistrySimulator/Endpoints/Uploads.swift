import ByteStreams
import DistributionSpec
import ImageSpec

extension RegistrySimulator {
  /// `POST /v2/NAME/blobs/uploads/`: opens an upload, takes a whole blob, or mounts one.
  func openUpload(
    _ request: RegistryRequest, _ name: RepositoryName, by caller: Caller
  ) async throws -> RegistryResponse {
    if let text = request.query["mount"] {
      let digest = try Self.digest(text)
      if try await mount(digest, request, into: name, by: caller) { return Self.created(digest, name) }
    }
    let whole = try request.query["digest"].map(Self.digest)
    if let algorithm = request.query["digest-algorithm"], Digest.Algorithm(rawValue: algorithm) == nil {
      throw Refusal(400, .unsupported, message: "unknown digest algorithm", detail: .string(algorithm))
    }
    let session = try await uploads.open(name, pool.storage)
    guard let whole else {
      var headers = session.headers
      if limits.minimumChunk > 0 { headers["OCI-Chunk-Min-Length"] = String(limits.minimumChunk) }
      return RegistryResponse(202, headers: headers)
    }
    do { return try await finish(try uploads.take(session.id, in: name), whole, request) } catch {
      // The client does not know the upload and can't go on with it.
      await uploads.remove(session)
      throw error
    }
  }

  /// `/v2/NAME/blobs/uploads/SESSION`: status, chunks, the end and cancelling.
  func upload(_ request: RegistryRequest, _ name: RepositoryName, _ id: String) async throws -> RegistryResponse {
    switch request.method {
    case "GET", "HEAD":
      return RegistryResponse(204, headers: try uploads.find(id, in: name).headers)
    case "PATCH":
      let session = try uploads.take(id, in: name)
      do { try await append(request, to: session) } catch {
        uploads.release(session)
        throw error
      }
      uploads.release(session)
      return RegistryResponse(202, headers: session.headers)
    case "PUT":
      guard let text = request.query["digest"] else {
        throw Refusal(400, .digestInvalid, message: "the digest parameter is missing")
      }
      let digest = try Self.digest(text)
      return try await finish(try uploads.take(id, in: name), digest, request)
    default:
      await uploads.remove(try uploads.take(id, in: name))
      return RegistryResponse(204)
    }
  }

  /// Takes the last bytes of an upload, verifies it, and shows the blob in its repository.
  private func finish(
    _ session: UploadSession, _ digest: Digest, _ request: RegistryRequest
  ) async throws -> RegistryResponse {
    do { try await append(request, to: session) } catch {
      // What arrived in order stays, so that the client can go on from there.
      uploads.release(session)
      throw error
    }
    do { try await area(.repository(session.repository)).take(session.upload, as: digest) } catch {
      await uploads.remove(session)
      guard case StorageError.wrongDigest = error else { throw error }
      throw Refusal(400, .digestInvalid, detail: ["digest": .string(digest.description)])
    }
    await uploads.remove(session)
    return Self.created(digest, session.repository)
  }

  /// Takes a chunk: in order, and as long as it says.
  private func append(_ request: RegistryRequest, to session: UploadSession) async throws {
    let start = session.upload.size
    var expected: Int64?
    if let header = request.headers["Content-Range"] {
      guard let range = ContentRange(chunk: header)?.bytes else {
        throw Refusal(416, .blobUploadInvalid, message: "malformed Content-Range", headers: session.headers)
      }
      guard range.lowerBound == start else {
        throw Refusal(416, .blobUploadInvalid, message: "chunk out of order", headers: session.headers)
      }
      expected = Int64(range.count)
      if let length = request.contentLength, length != expected { throw Refusal(400, .sizeInvalid) }
      guard session.takeChunk(Int64(range.count), minimum: limits.minimumChunk) else {
        throw Refusal(
          400, .sizeInvalid, message: "only the last chunk may have fewer than \(limits.minimumChunk) bytes",
          headers: session.headers)
      }
    }
    try await append(request.body, to: session.upload)
    // A body without a length can be found wrong only when it is here; nobody can go on from that.
    if let expected, session.upload.size - start != expected {
      await uploads.remove(session)
      throw Refusal(400, .sizeInvalid)
    }
  }

  private func append(_ body: RequestBody, to upload: any BlobUpload) async throws {
    var isAtEnd = false
    while !isAtEnd {
      // Small chunks are gathered, because each piece is written on another thread; large ones go as they are.
      var piece: [UInt8] = []
      while piece.count < Self.pieceSize {
        guard let chunk = try await Self.next(body, orWrite: piece, to: upload) else {
          isAtEnd = true
          break
        }
        if piece.isEmpty { piece = chunk } else { piece += chunk }
      }
      try await Self.write(piece, to: upload)
    }
  }

  private static let pieceSize = 64 << 10

  /// The next chunk; what was gathered is written before a broken connection's error is passed on.
  private static func next(_ body: RequestBody, orWrite piece: [UInt8], to upload: any BlobUpload) async throws
    -> [UInt8]?
  {
    do { return try await body.next() } catch {
      try await write(piece, to: upload)
      throw error
    }
  }

  private static func write(_ piece: [UInt8], to upload: any BlobUpload) async throws {
    if piece.isEmpty { return }
    try await BlockingThreads.run { try piece.withUnsafeBytes { try upload.append($0) } }
  }

  /// Shows a blob of another repository in this one; without a source, of any. Who may not pull there mounts nothing.
  private func mount(
    _ digest: Digest, _ request: RegistryRequest, into name: RepositoryName, by caller: Caller
  ) async throws -> Bool {
    let target = area(.repository(name))
    if let source = request.query["from"] {
      guard let from = try? RepositoryName(parsing: source) else { throw Refusal(.invalidName(source)) }
      guard caller.mayPull(from), let area = existingArea(.repository(from)) else { return false }
      return try await target.mount(digest, from: area)
    }
    for (from, area) in repositoryAreas where caller.mayPull(from) && area.read({ $0.blobs[digest] != nil }) {
      if try await target.mount(digest, from: area) { return true }
    }
    return false
  }

  private static func created(_ digest: Digest, _ name: RepositoryName) -> RegistryResponse {
    RegistryResponse(
      201,
      headers: ["Location": Endpoint.blob(name, digest).path, "Docker-Content-Digest": digest.description])
  }
}
