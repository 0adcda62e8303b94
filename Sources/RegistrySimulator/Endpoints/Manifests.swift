import ByteStreams
import DistributionSpec
import ImageSpec

extension RegistrySimulator {
  /// `/v2/NAME/manifests/REFERENCE`.
  func manifest(
    _ request: RegistryRequest, _ name: RepositoryName, _ reference: ManifestReference
  ) async throws -> RegistryResponse {
    switch request.method {
    case "GET", "HEAD":
      try doorkeeper.authorize(request, .pull(name))
      return try await pullManifest(request, name, reference)
    case "PUT":
      try doorkeeper.authorize(request, .push(name))
      return try await pushManifest(request, name, reference)
    case "DELETE":
      try doorkeeper.authorize(request, .delete(name))
      return try await deleteManifest(name, reference)
    default: throw Refusal.method("GET", "HEAD", "PUT", "DELETE")
    }
  }

  private func pullManifest(
    _ request: RegistryRequest, _ name: RepositoryName, _ reference: ManifestReference
  ) async throws -> RegistryResponse {
    guard let area = existingArea(.repository(name)), let record = area.contents.record(reference) else {
      throw Refusal.unknownManifest(name, reference)
    }
    let descriptor = record.descriptor
    var headers: RegistryHeaders = [
      "Content-Type": descriptor.mediaType.description, "Docker-Content-Digest": descriptor.digest.description,
      "ETag": "\"\(descriptor.digest)\"",
    ]
    if request.headers["If-None-Match"] == headers["ETag"] { return RegistryResponse(304, headers: headers) }
    if request.method == "HEAD" {
      var response = RegistryResponse(200, headers: headers)
      response.headers["Content-Length"] = String(descriptor.size)
      return response
    }
    guard let reader = try await area.open(descriptor.digest) else { throw Refusal.unknownManifest(name, reference) }
    headers["Cache-Control"] = "no-cache"
    return RegistryResponse(200, headers: headers, body: .blob(reader, 0..<descriptor.size))
  }

  private func pushManifest(
    _ request: RegistryRequest, _ name: RepositoryName, _ reference: ManifestReference
  ) async throws -> RegistryResponse {
    let tooLarge = Refusal(413, .sizeInvalid, message: "manifest larger than \(limits.manifestSize) bytes")
    if let length = request.contentLength, length > limits.manifestSize { throw tooLarge }
    guard let bytes = try await request.body.collect(limit: limits.manifestSize) else { throw tooLarge }
    var algorithm = Digest.Algorithm.sha256
    var tags: [Tag] = []
    switch reference {
    case .tag(let tag): tags = [tag]
    case .digest(let digest): algorithm = digest.algorithm
    }
    let document: RegistryDocument
    do {
      document = try RegistryDocument(
        bytes: bytes, mediaType: try Self.mediaType(request, bytes), algorithm: algorithm)
    } catch {
      throw Refusal(400, .manifestInvalid, detail: .string("\(error)"))
    }
    let digest = document.descriptor.digest
    if case .digest(let expected) = reference, expected != digest { throw Refusal(400, .digestInvalid) }
    do { try await area(.repository(name)).put(document, as: tags) } catch let missing as PartsMissing {
      throw Refusal(404, .manifestBlobUnknown, detail: ["digest": .strings(missing.parts.map(\.digest.description))])
    }
    var headers: RegistryHeaders = [
      "Location": Endpoint.manifest(name, .digest(digest)).path, "Docker-Content-Digest": digest.description,
    ]
    headers["OCI-Subject"] = ManifestRecord(document).subject?.description
    return RegistryResponse(201, headers: headers)
  }

  /// The `Content-Type`, or else what the document says of itself.
  private static func mediaType(_ request: RegistryRequest, _ bytes: [UInt8]) throws -> MediaType {
    if let header = request.headers["Content-Type"] { return try MediaType(parsing: header) }
    return try JSONCursor(parsing: bytes).required("mediaType").parsed { try MediaType(parsing: $0) }
  }

  private func deleteManifest(_ name: RepositoryName, _ reference: ManifestReference) async throws -> RegistryResponse {
    let area = existingArea(.repository(name))
    let found = try await area?.change { edit -> Bool in
      switch reference {
      case .tag(let tag): return edit.tags.removeValue(forKey: tag) != nil
      case .digest(let digest):
        for tag in edit.tags.keys(of: digest) { edit.tags[tag] = nil }
        return edit.manifests.removeValue(forKey: digest) != nil
      }
    }
    guard found == true else { throw Refusal.unknownManifest(name, reference) }
    return RegistryResponse(202)
  }
}

extension AreaContents {
  /// The manifest that a tag or a digest names here.
  func record(_ reference: ManifestReference) -> ManifestRecord? {
    switch reference {
    case .tag(let tag): tags[tag].flatMap { manifests[$0] }
    case .digest(let digest): manifests[digest]
    }
  }
}
