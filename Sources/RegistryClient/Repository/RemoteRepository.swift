import ByteStreams
import ContentStore
import DistributionSpec
import HTTPTransport
import ImageSpec

/// A repository of a registry as a content store.
///
/// See [the distribution specification](https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md). Of a
/// reference only tag and digest count: which registry and repository it means was decided when this was made.
public final class RemoteRepository: Sendable {
  /// The registry that it is in.
  public let registry: RemoteRegistry
  /// Its name there.
  public let name: RepositoryName
  let foreignLayers: ForeignLayerPolicy
  /// Upload sessions that a registry opened in the place of a mount; the push that follows uses them.
  let openUploads = Locked<[Digest: HTTPURL]>([:])

  init(_ registry: RemoteRegistry, _ name: RepositoryName, foreignLayers: ForeignLayerPolicy) {
    self.registry = registry
    self.name = name
    self.foreignLayers = foreignLayers
  }

  /// What every request for a manifest must accept: registries answer 404 for a type that is not asked for.
  static let acceptedTypes: [MediaType] = [
    .ociIndex, .ociManifest, .dockerManifestList, .dockerManifest, .dockerSchema1Signed, .dockerSchema1,
  ]
  static let accept = acceptedTypes.map(\.description).joined(separator: ", ") + ", */*;q=0.1"

  var pullScopes: [TokenScope] { [.repository(name, "pull")] }
  var pushScopes: [TokenScope] { [.repository(name, "pull", "push")] }

  /// The URL under which a registry serves content: manifests and blobs lie apart.
  func url(_ descriptor: Descriptor) throws -> HTTPURL {
    let type = descriptor.mediaType
    return try registry.endpoint.url(
      type.isDocument || type.isSchema1
        ? Endpoint.manifest(name, .digest(descriptor.digest)).path : Endpoint.blob(name, descriptor.digest).path)
  }

  /// The tags, page by page in the registry's order.
  ///
  /// - Parameters:
  ///   - last: the tag behind which the list begins; nil begins it at its start.
  ///   - pageSize: how many tags a page should have; nil leaves it to the registry, which may give fewer in any case.
  ///   - take: is given a page and says whether more are wanted.
  /// - Throws: ``RegistryError``, with `NAME_UNKNOWN` where there is no such repository.
  public func tagPages(after last: Tag? = nil, pageSize: Int? = nil, _ take: ([Tag]) -> Bool) async throws {
    let query = RemoteRegistry.pageQuery(pageSize, last?.description)
    let first = try registry.endpoint.url(Endpoint.tags(name).path, query: query)
    try await registry.pages(first, scopes: pullScopes) { bytes throws(DocumentError) in
      take(try TagList(parsing: bytes).tags)
    }
  }

  /// Every tag, in the registry's order, at most `limit`.
  ///
  /// - Throws: ``RegistryError``, with `NAME_UNKNOWN` where there is no such repository.
  public func tags(limit: Int = 100_000) async throws -> [Tag] {
    var tags: [Tag] = []
    try await tagPages { page in
      tags += page
      return tags.count < limit
    }
    return Array(tags.prefix(limit))
  }

  /// Deletes a manifest or a tag.
  ///
  /// - Throws: ``RegistryError``; 405 where the registry does not delete, 404 where there is no such thing.
  public func delete(_ reference: ManifestReference) async throws {
    let url = try registry.endpoint.url(Endpoint.manifest(name, reference).path)
    let scopes = [TokenScope.repository(name, "delete", "pull", "push")]
    _ = try await registry.succeed(RemoteRegistry.Call(method: .delete, url: url, scopes: scopes))
  }
}

extension RemoteRepository: ContentChecker {
  public func contains(_ descriptor: Descriptor) async throws -> Bool {
    var call = RemoteRegistry.Call(
      method: .head, url: try url(descriptor), scopes: pullScopes, digest: descriptor.digest)
    call.headers = ["Accept": descriptor.mediaType.isDocument ? Self.accept : "*/*"]
    let response = try await registry.send(call)
    if response.status == 404 { return false }
    guard response.head.isSuccess else { throw RegistryError(response, method: .head) }
    return response.head.contentLength.map { $0 == descriptor.size } ?? true
  }
}
