import DistributionSpec
import ImageSpec

extension RegistrySimulator {
  /// `/v2/NAME/blobs/DIGEST`.
  func blob(_ request: RegistryRequest, _ name: RepositoryName, _ digest: Digest) async throws -> RegistryResponse {
    switch request.method {
    case "GET", "HEAD":
      try doorkeeper.authorize(request, .pull(name))
      return try await content(request, existingArea(.repository(name)), digest)
    case "DELETE":
      try doorkeeper.authorize(request, .delete(name))
      let found = try await existingArea(.repository(name))?.change { $0.blobs.removeValue(forKey: digest) != nil }
      guard found == true else { throw Refusal.unknownBlob(digest) }
      return RegistryResponse(202)
    default: throw Refusal.method("GET", "HEAD", "DELETE")
    }
  }

  /// `/foreign/DIGEST`: a layer that no registry holds, as a web server would serve it.
  func foreignLayer(_ request: RegistryRequest, _ text: String) async throws -> RegistryResponse {
    guard request.method == "GET" || request.method == "HEAD" else { throw Refusal.method("GET", "HEAD") }
    guard let digest = try? Digest(parsing: text) else { throw Refusal(.invalidDigest(text)) }
    return try await content(request, existingArea(.foreign), digest)
  }

  private func content(_ request: RegistryRequest, _ area: Area?, _ digest: Digest) async throws -> RegistryResponse {
    guard let area, let size = area.contents.blobs[digest] else { throw Refusal.unknownBlob(digest) }
    var headers: RegistryHeaders = [
      "Content-Type": MediaType.octetStream.description, "Docker-Content-Digest": digest.description,
      "ETag": "\"\(digest)\"", "Accept-Ranges": "bytes", "Cache-Control": "max-age=31536000",
    ]
    if request.method == "HEAD" {
      var response = RegistryResponse(200, headers: headers)
      response.headers["Content-Length"] = String(size)
      return response
    }
    guard let reader = try await area.open(digest) else { throw Refusal.unknownBlob(digest) }
    // A range of what the client has seen only: another entity tag asks for the whole.
    let isSame = request.headers["If-Range"].map { $0 == headers["ETag"] } ?? true
    guard isSame, let wanted = request.headers["Range"].flatMap(ByteRange.init(parsing:)) else {
      return RegistryResponse(200, headers: headers, body: .blob(reader, 0..<size))
    }
    guard let range = wanted.resolved(length: size) else {
      throw Refusal(
        416, .sizeInvalid, message: "requested range not satisfiable", headers: ["Content-Range": "bytes */\(size)"])
    }
    headers["Content-Range"] = ContentRange(range, length: size).answerHeader
    return RegistryResponse(206, headers: headers, body: .blob(reader, range))
  }
}
