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
      "ETag": EntityTagCondition.tag(descriptor.digest), "Cache-Control": "no-cache",
    ]
    let condition = EntityTagCondition(request)
    guard condition.isMatched(by: descriptor.digest) else { throw Refusal(ConditionFailed()) }
    if condition.isKnown(descriptor.digest) {
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
