import ImageSpec

/// A resource of the registry API: the grammar of its paths, for clients that write them and servers that read them.
///
/// See [Endpoints](https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#endpoints).
public enum Endpoint: Hashable, Sendable {
  /// `/v2/`: says whether the protocol is served and who may use it.
  case base
  /// `/v2/_catalog`: the repositories; docker's registry has it, the standard has not.
  case catalog
  /// `/v2/NAME/tags/list`.
  case tags(RepositoryName)
  /// `/v2/NAME/manifests/REFERENCE`.
  case manifest(RepositoryName, ManifestReference)
  /// `/v2/NAME/blobs/DIGEST`.
  case blob(RepositoryName, Digest)
  /// `/v2/NAME/blobs/uploads/`: opens an upload.
  case uploads(RepositoryName)
  /// `/v2/NAME/blobs/uploads/SESSION`.
  case upload(RepositoryName, session: String)
  /// `/v2/NAME/referrers/DIGEST`.
  case referrers(RepositoryName, Digest)

  /// Reads the path of a request, percent-decoded, without its query.
  ///
  /// - Throws: ``EndpointError`` that says what a server has to answer.
  public init(path: String) throws(EndpointError) {
    guard path == "/v2" || path.hasPrefix("/v2/") else { throw .unknownPath(path) }
    // By bytes, because every request passes here, and characters cost a tenth of its time.
    let parts = path.utf8.dropFirst(4).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    if parts.allSatisfy(\.isEmpty) {
      self = .base
      return
    }
    if parts == ["_catalog"] {
      self = .catalog
      return
    }
    self = try Self.repositoryEndpoint(parts, path)
  }

  private static func repositoryEndpoint(_ parts: [String], _ path: String) throws(EndpointError) -> Endpoint {
    // A repository may be called `tags` or `blobs`, so the fixed words count from the end.
    let count = parts.count
    func repository(_ length: Int) throws(EndpointError) -> RepositoryName {
      let name = parts.prefix(length).joined(separator: "/")
      do { return try RepositoryName(parsing: name) } catch { throw .invalidName(name) }
    }
    func digest(_ text: String) throws(EndpointError) -> Digest {
      do { return try Digest(parsing: text) } catch { throw .invalidDigest(text) }
    }
    if count >= 4, parts[count - 3] == "blobs", parts[count - 2] == "uploads" {
      let name = try repository(count - 3)
      return parts[count - 1].isEmpty ? .uploads(name) : .upload(name, session: parts[count - 1])
    }
    if count >= 3 {
      switch (parts[count - 2], parts[count - 1]) {
      case ("tags", "list"): return .tags(try repository(count - 2))
      case ("blobs", "uploads"): return .uploads(try repository(count - 2))
      case ("blobs", let text): return .blob(try repository(count - 2), try digest(text))
      case ("referrers", let text): return .referrers(try repository(count - 2), try digest(text))
      case ("manifests", let text):
        let name = try repository(count - 2)
        do { return .manifest(name, try ManifestReference(parsing: text)) } catch {
          if text.contains(":") { throw .invalidDigest(text) }
          throw .invalidTag(text)
        }
      default: break
      }
    }
    throw .unknownPath(path)
  }

  /// The path, ready for a URL: none of its characters needs an escape.
  public var path: String {
    switch self {
    case .base: "/v2/"
    case .catalog: "/v2/_catalog"
    case .tags(let name): "/v2/\(name)/tags/list"
    case .manifest(let name, let reference): "/v2/\(name)/manifests/\(reference)"
    case .blob(let name, let digest): "/v2/\(name)/blobs/\(digest)"
    case .uploads(let name): "/v2/\(name)/blobs/uploads/"
    case .upload(let name, let session): "/v2/\(name)/blobs/uploads/\(session)"
    case .referrers(let name, let digest): "/v2/\(name)/referrers/\(digest)"
    }
  }

  /// The repository that it belongs to; none for the base and the catalogue.
  public var repository: RepositoryName? {
    switch self {
    case .base, .catalog: nil
    case .tags(let name), .manifest(let name, _), .blob(let name, _), .uploads(let name), .upload(let name, _),
      .referrers(let name, _):
      name
    }
  }
}

/// Why a path is no endpoint.
public enum EndpointError: Error, Hashable {
  /// No endpoint has that form: 404.
  case unknownPath(String)
  /// The repository's name breaks its grammar: 400 `NAME_INVALID`.
  case invalidName(String)
  /// The digest breaks its grammar: 400 `DIGEST_INVALID`.
  case invalidDigest(String)
  /// The tag breaks its grammar: 400 `MANIFEST_INVALID`, since the standard has no code of its own for it.
  case invalidTag(String)
}

/// How a manifest is asked for: by tag or by digest.
public enum ManifestReference: Hashable, Sendable, CustomStringConvertible {
  case tag(Tag)
  case digest(Digest)

  /// Reads a path's last component: a digest where it has a colon, else a tag.
  ///
  /// - Throws: `ReferenceError`.
  public init(parsing text: String) throws(ReferenceError) {
    guard text.utf8.contains(UInt8(ascii: ":")) else {
      self = .tag(try Tag(parsing: text))
      return
    }
    do { self = .digest(try Digest(parsing: text)) } catch { throw .invalidDigest(error) }
  }

  /// What an image reference asks a registry for: its digest, else its tag, else `latest`.
  public init(_ reference: ImageReference) {
    self = reference.digest.map { .digest($0) } ?? .tag(reference.tag ?? .latest)
  }

  /// The tag or the digest.
  public var description: String {
    switch self {
    case .tag(let tag): tag.description
    case .digest(let digest): digest.description
    }
  }
}
