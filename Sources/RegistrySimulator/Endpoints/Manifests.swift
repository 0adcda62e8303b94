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
      "ETag": "\"\(descriptor.digest)\"", "Cache-Control": "no-cache",
    ]
    if Self.isKnown("\"\(descriptor.digest)\"", to: request) {
      headers["Content-Type"] = nil
      return RegistryResponse(304, headers: headers)
    }
    if request.method == "HEAD" {
      var response = RegistryResponse(200, headers: headers)
      response.headers["Content-Length"] = String(descriptor.size)
      return response
    }
    guard let reader = try await area.open(descriptor.digest) else { throw Refusal.unknownManifest(name, reference) }
    return RegistryResponse(200, headers: headers, body: .blob(reader, 0..<descriptor.size))
  }

  /// Whether `If-None-Match` names an entity tag: RFC 9110, section 13.1.2.
  private static func isKnown(_ tag: String, to request: RegistryRequest) -> Bool {
    request.headers.values("If-None-Match").contains { list in
      list.split(separator: ",").contains { entry in
        let known = entry.filter { $0 != " " && $0 != "\t" }
        return known == "*" || known == tag || known == "W/\(tag)"
      }
    }
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
