import ImageSpec

/// What a document names: the edges of the content graph.
///
/// A `subject` is not an edge: an image does not need what it is about.
public enum Successors: Sendable {
  /// The entries of an index.
  case index(Document<Index>)
  /// The configuration and the layers of a manifest.
  case manifest(Document<Manifest>)

  /// Reads a document.
  ///
  /// - Throws: ``ContentError/notADocument(_:)`` for other media types, and `DocumentError`.
  public init(bytes: [UInt8], descriptor: Descriptor) throws {
    let type = descriptor.mediaType
    if type.isIndex {
      self = .index(try Document(bytes: bytes, mediaType: type, algorithm: descriptor.digest.algorithm))
    } else if type.isManifest {
      self = .manifest(try Document(bytes: bytes, mediaType: type, algorithm: descriptor.digest.algorithm))
    } else {
      throw ContentError.notADocument(type)
    }
  }

  /// The document's bytes.
  var bytes: [UInt8] {
    switch self {
    case .index(let index): index.bytes
    case .manifest(let manifest): manifest.bytes
    }
  }

  /// The descriptors that the document names, in its order; a manifest's configuration first.
  public var descriptors: [Descriptor] {
    switch self {
    case .index(let index): index.body.manifests
    case .manifest(let manifest): [manifest.body.configuration] + manifest.body.layers
    }
  }
}

extension ContentFetcher {
  /// Reads what a manifest or an index names.
  public func successors(of descriptor: Descriptor) async throws -> Successors {
    try Successors(bytes: try await bytes(of: descriptor), descriptor: descriptor)
  }
}
