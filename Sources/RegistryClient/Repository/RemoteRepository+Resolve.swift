import ContentStore
import DistributionSpec
import HTTPTransport
import ImageSpec

extension RemoteRepository: ReferenceResolver {
  /// Finds what a tag or a digest names: with `HEAD`, which costs nothing of a pull limit, else with `GET`.
  ///
  /// A digest from a header only says what to fetch next: the bytes are hashed by who keeps them. A digest in the
  /// reference always wins.
  ///
  /// - Throws: `ContentError.unknownReference(_:)`, ``RegistryError``, ``RegistryProtocolError``, `DocumentError`.
  public func resolve(_ reference: ImageReference) async throws -> Descriptor {
    let url = try registry.endpoint.url(Endpoint.manifest(name, ManifestReference(reference)).path)
    var call = RemoteRegistry.Call(method: .head, url: url, headers: ["Accept": Self.accept], scopes: pullScopes)
    call.digest = reference.digest
    let head = try await registry.send(call)
    if head.head.isSuccess, let descriptor = Self.descriptor(head.head, asked: reference.digest) { return descriptor }
    // Neither a failure's body nor what a header lacks comes with HEAD.
    return try await resolve(byContentOf: reference)
  }

  /// Finds what a tag or a digest names by the content that it serves, which counts for a pull limit: for where a head
  /// named what is not there.
  ///
  /// - Throws: what ``resolve(_:)`` throws, and ``RegistryProtocolError/digestMismatch(asked:found:)`` where the content is
  ///   not what its own header says.
  public func resolve(byContentOf reference: ImageReference) async throws -> Descriptor {
    let url = try registry.endpoint.url(Endpoint.manifest(name, ManifestReference(reference)).path)
    var call = RemoteRegistry.Call(method: .get, url: url, headers: ["Accept": Self.accept], scopes: pullScopes)
    call.digest = reference.digest
    let response = try await registry.send(call)
    if response.status == 404 { throw ContentError.unknownReference(reference) }
    guard response.head.isSuccess else { throw RegistryError(response, method: .get) }
    return try Self.descriptor(of: response, asked: reference.digest)
  }

  /// What the head of an answer names, where it says all of it.
  private static func descriptor(_ head: HTTPResponseHead, asked: Digest?) -> Descriptor? {
    guard let mediaType = head.headers["Content-Type"].flatMap({ try? MediaType(parsing: $0) }),
      mediaType.isDocument || mediaType.isSchema1, let size = head.contentLength, size > 0,
      let digest = asked ?? head.headers["Docker-Content-Digest"].flatMap({ try? Digest(parsing: $0) })
    else { return nil }
    return Descriptor(mediaType: mediaType, digest: digest, size: size)
  }

  /// What received bytes are: hashed here, and read, so that their own media type is held against the header's.
  private static func descriptor(of response: HTTPResponse, asked: Digest?) throws -> Descriptor {
    let bytes = response.body
    let digest = try Digest(of: bytes, algorithm: asked?.algorithm ?? .sha256)
    // Nobody knows yet what a tag's content should be: its header is the only witness that it came whole.
    let stated = response.headers["Docker-Content-Digest"].flatMap { try? Digest(parsing: $0) }
    if let asked = asked ?? stated, asked.algorithm == digest.algorithm, asked != digest {
      throw RegistryProtocolError.digestMismatch(asked: asked, found: digest)
    }
    let mediaType = try mediaType(response)
    if mediaType.isIndex {
      _ = try Document<Index>(bytes: bytes, mediaType: mediaType)
    } else if mediaType.isManifest {
      _ = try Document<Manifest>(bytes: bytes, mediaType: mediaType)
    }
    return Descriptor(mediaType: mediaType, digest: digest, size: Int64(bytes.count))
  }

  /// The header's type; the body's own where the header is missing or says no more than JSON or text.
  private static func mediaType(_ response: HTTPResponse) throws -> MediaType {
    let stated = response.headers["Content-Type"].flatMap { try? MediaType(parsing: $0) }
    if let stated, stated.isDocument || stated.isSchema1 { return stated }
    let vague = ["application/json", "application/octet-stream", "text/plain"]
    if let stated, !vague.contains(stated.description) { throw ContentError.notADocument(stated) }
    do {
      return try JSONCursor(parsing: response.body).required("mediaType").parsed { try MediaType(parsing: $0) }
    } catch {
      throw RegistryProtocolError.malformedAnswer(url: response.head.url.description, error)
    }
  }
}
