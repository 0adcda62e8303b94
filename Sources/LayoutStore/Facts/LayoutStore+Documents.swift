import Archive
import ImageSpec

extension LayoutStore {
  /// A document that is whole and what its descriptor says; nil for any other, as one that is not there. Blocks.
  public func wholeDocument<Body: DocumentBody>(
    of descriptor: Descriptor, as body: Body.Type = Body.self
  ) -> Document<Body>? {
    guard descriptor.size <= Document<Body>.maximumSize,
      let bytes = try? FileSystem.contents(of: folder.blob(descriptor.digest), limit: Int(descriptor.size)),
      let document = try? Document<Body>(
        bytes: bytes, mediaType: descriptor.mediaType, algorithm: descriptor.digest.algorithm),
      document.digest == descriptor.digest, document.descriptor.size == descriptor.size
    else { return nil }
    return document
  }

  /// A document of the store by its digest alone, its bytes verified; nil where it is not there, is damaged, is too large
  /// or is no JSON. Blocks.
  public func json(of digest: Digest) -> JSON? {
    guard let bytes = try? FileSystem.contents(of: folder.blob(digest), limit: Document<Manifest>.maximumSize),
      (try? Digest(of: bytes, algorithm: digest.algorithm)) == digest
    else { return nil }
    return try? JSON(parsing: bytes)
  }

  /// The uncompressed size of a layer's files in bytes, if somebody looked already. Blocks.
  public func knownContentSize(of layer: Digest) -> Int64? {
    guard case .facts(let facts)? = LayerFactsFile(at: folder.layerFacts(layer)) else { return nil }
    return facts.contentSize
  }
}
