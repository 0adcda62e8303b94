import DistributionSpec
import ImageSpec

extension RegistrySimulator {
  /// `PUT /v2/NAME/manifests/REFERENCE`.
  func pushManifest(
    _ request: RegistryRequest, _ name: RepositoryName, _ reference: ManifestReference
  ) async throws -> RegistryResponse {
    let tooLarge = Refusal(413, .sizeInvalid, message: "manifest larger than \(limits.manifestSize) bytes")
    if let length = request.contentLength, length > limits.manifestSize { throw tooLarge }
    let expected = try Self.expectedDigest(request, reference)
    let tags = try tags(request, reference)
    guard let bytes = try await request.body.collect(limit: limits.manifestSize) else { throw tooLarge }
    let document: RegistryDocument
    do {
      document = try RegistryDocument(
        bytes: bytes, mediaType: try Self.mediaType(request, bytes), algorithm: expected?.algorithm ?? .sha256)
    } catch {
      throw Refusal(400, .manifestInvalid, detail: .string("\(error)"))
    }
    let digest = document.descriptor.digest
    if let expected, expected != digest { throw Refusal(400, .digestInvalid) }
    do {
      let condition = EntityTagCondition(request)
      let takesMissingParts = configuration.extras.contains(.missingParts)
      try await area(.repository(name)).put(document, as: tags, isComplete: !takesMissingParts) { edit in
        let current = edit.record(reference)?.descriptor.digest
        guard condition.isMatched(by: current), !condition.isKnown(current) else { throw ConditionFailed() }
      }
    } catch let missing as PartsMissing {
      throw Refusal(missing)
    } catch let failed as ConditionFailed {
      throw Refusal(failed)
    }
    var headers: RegistryHeaders = [
      "Location": Endpoint.manifest(name, .digest(digest)).path, "Docker-Content-Digest": digest.description,
    ]
    headers["OCI-Subject"] = ManifestRecord(document).subject?.description
    if case .digest = reference { for tag in tags { headers.append("OCI-Tag", tag.description) } }
    return RegistryResponse(201, headers: headers)
  }

  /// The digest that the manifest has to have: of the path, or of `?digest=` beside a tag, as the standard's development
  /// version has it, so that a tag can name a manifest of another algorithm than sha256.
  private static func expectedDigest(
    _ request: RegistryRequest, _ reference: ManifestReference
  ) throws(Refusal) -> Digest? {
    switch reference {
    case .digest(let digest): return digest
    case .tag: return try request.query["digest"].map { text throws(Refusal) in try digest(text) }
    }
  }

  /// What the manifest is called from now on.
  private func tags(_ request: RegistryRequest, _ reference: ManifestReference) throws(Refusal) -> [Tag] {
    if case .tag(let tag) = reference { return [tag] }
    guard configuration.extras.contains(.severalTags) else { return [] }
    var tags: [Tag] = []
    for text in request.query.values("tag") {
      guard let tag = try? Tag(parsing: text) else { throw Refusal(.invalidTag(text)) }
      if !tags.contains(tag) { tags.append(tag) }
    }
    return tags
  }

  /// The `Content-Type`, or else what the document says of itself.
  private static func mediaType(_ request: RegistryRequest, _ bytes: [UInt8]) throws -> MediaType {
    if let header = request.headers["Content-Type"] { return try MediaType(parsing: header) }
    return try JSONCursor(parsing: bytes).required("mediaType").parsed { try MediaType(parsing: $0) }
  }

  /// Reads a digest of a request's query.
  static func digest(_ text: String) throws(Refusal) -> Digest {
    guard let digest = try? Digest(parsing: text) else { throw Refusal(.invalidDigest(text)) }
    return digest
  }
}
