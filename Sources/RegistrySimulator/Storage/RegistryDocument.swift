import ImageSpec

/// A manifest or an index as it was pushed.
public enum RegistryDocument: Sendable {
  case manifest(Document<Manifest>)
  case index(Document<Index>)

  /// Reads a document by its media type.
  ///
  /// - Throws: `DocumentError`, ``DocumentError/unsupported(_:)`` for what is no manifest or index.
  public init(bytes: [UInt8], mediaType: MediaType, algorithm: Digest.Algorithm = .sha256) throws(DocumentError) {
    if mediaType.isManifest {
      self = .manifest(try Document(bytes: bytes, mediaType: mediaType, algorithm: algorithm))
    } else if mediaType.isIndex {
      self = .index(try Document(bytes: bytes, mediaType: mediaType, algorithm: algorithm))
    } else {
      throw .unsupported(mediaType)
    }
  }

  /// The bytes as they came.
  public var bytes: [UInt8] {
    switch self {
    case .manifest(let document): document.bytes
    case .index(let document): document.bytes
    }
  }

  /// Media type, digest and size.
  public var descriptor: Descriptor {
    switch self {
    case .manifest(let document): document.descriptor
    case .index(let document): document.descriptor
    }
  }

  /// What must be in the repository before it; foreign layers need not be.
  var required: [Descriptor] {
    switch self {
    case .manifest(let document):
      ([document.body.configuration] + document.body.layers).filter { !$0.mediaType.isNonDistributable }
    case .index(let document): document.body.manifests
    }
  }
}
