import ByteStreams
import ContentStore
import DistributionSpec
import HTTPTransport
import ImageSpec

extension RemoteRepository: ContentPusher, ReferencePusher {
  /// Pushes a document by its digest or a blob through an upload; content that is there stays.
  public func push(
    _ descriptor: Descriptor, from source: any ContentFetcher, progress: @escaping @Sendable (Int64) -> Void
  ) async throws {
    if try await contains(descriptor) { return }
    if descriptor.mediaType.isDocument {
      try await put(descriptor, from: source, as: .digest(descriptor.digest))
      progress(descriptor.size)
    } else {
      try await BlobUpload(self, descriptor, source: source, progress: progress).run()
    }
  }

  public func push(
    _ descriptor: Descriptor, from source: any ContentFetcher, as reference: ImageReference
  ) async throws {
    try await put(descriptor, from: source, as: ManifestReference(reference))
  }

  private func put(
    _ descriptor: Descriptor, from source: any ContentFetcher, as reference: ManifestReference
  ) async throws {
    let bytes = try await source.bytes(of: descriptor)
    let url = try registry.endpoint.url(Endpoint.manifest(name, reference).path)
    var call = RemoteRegistry.Call(method: .put, url: url, body: .bytes(bytes), scopes: pushScopes)
    call.headers = ["Content-Type": descriptor.mediaType.description]
    call.digest = descriptor.digest
    let response = try await registry.succeed(call)
    // Nobody checks a tag's manifest against a digest, unless we do.
    guard let told = response.headers["Docker-Content-Digest"].flatMap({ try? Digest(parsing: $0) }),
      told != descriptor.digest, told.algorithm == descriptor.digest.algorithm
    else { return }
    call.method = .get
    call.body = .none
    call.headers = ["Accept": Self.accept]
    let found = try Digest(of: try await registry.succeed(call).body, algorithm: descriptor.digest.algorithm)
    if found != descriptor.digest { throw RegistryProtocolError.digestMismatch(asked: descriptor.digest, found: found) }
  }
}

extension RemoteRepository: ContentMounter {
  /// Tries to take a blob over from another repository.
  ///
  /// See [Mounting](https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#mounting-a-blob-from-another-repository).
  /// A registry that does not mount opens an upload, which the next push of this blob uses; one that refuses is asked
  /// to take a push.
  public func mount(_ descriptor: Descriptor, from repository: RepositoryName) async throws -> Bool {
    let query = Query([("mount", descriptor.digest.description), ("from", repository.description)]).encoded
    let url = try registry.endpoint.url(Endpoint.uploads(name).path, query: query)
    let scopes = pushScopes + [.repository(repository, "pull")]
    var call = RemoteRegistry.Call(method: .post, url: url, scopes: scopes, digest: descriptor.digest)
    // Mounting twice is mounting once; a session that was opened for nothing expires.
    call.isRepeatable = true
    let response = try await registry.send(call)
    switch response.status {
    case 201: return true
    case 202:
      let session = try BlobUpload.location(response)
      openUploads.withLock { $0[descriptor.digest] = session }
      return false
    case 400, 401, 403, 404, 405: return false
    default: throw RegistryError(response, method: .post)
    }
  }
}
