/// The body of a document: what its bytes say.
public protocol DocumentBody: Sendable, Hashable {
  /// Reads the body.
  ///
  /// - Throws: ``DocumentError`` that names the place and the rule broken.
  init(decoding json: JSONCursor) throws(DocumentError)
}

/// A document as it was received: its bytes, the digest over them, and what they say.
///
/// The bytes are the truth: they are stored and sent on as they came; nothing that we did not author is re-encoded.
public struct Document<Body: DocumentBody>: Sendable, Hashable {
  /// The most bytes of a manifest, an index or a configuration: 4 MiB, as registries accept them.
  ///
  /// See [Pushing manifests](https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pushing-manifests).
  public static var maximumSize: Int { 4 << 20 }

  /// The bytes as they came.
  public let bytes: [UInt8]
  /// The document's media type.
  public let mediaType: MediaType
  /// The digest over the bytes.
  public let digest: Digest
  /// What the bytes say.
  public let body: Body

  /// Reads received bytes.
  ///
  /// - Parameters:
  ///   - bytes: the document as it came.
  ///   - mediaType: what the descriptor or the `Content-Type` said.
  ///   - algorithm: the algorithm of the digest that it is known by.
  /// - Throws: ``DocumentError`` that names the rule broken.
  public init(
    bytes: [UInt8], mediaType: MediaType, algorithm: Digest.Algorithm = .sha256
  ) throws(DocumentError) {
    guard bytes.count <= Self.maximumSize else { throw .tooLarge(limit: Self.maximumSize) }
    let json: JSON
    do { json = try JSON(parsing: bytes) } catch { throw .notJSON(error) }
    let root = JSONCursor(root: json)
    if let stated = try root.optional("mediaType") {
      let found = try stated.parsed { try MediaType(parsing: $0) }
      guard found == mediaType else { throw .mediaTypeMismatch(stated: mediaType, found: found) }
    }
    body = try Body(decoding: root)
    do { digest = try Digest(of: bytes, algorithm: algorithm) } catch { throw .noDigest(error) }
    self.bytes = bytes
    self.mediaType = mediaType
  }

  /// The descriptor of the document: its media type, digest and size.
  public var descriptor: Descriptor {
    Descriptor(mediaType: mediaType, digest: digest, size: Int64(bytes.count))
  }
}
