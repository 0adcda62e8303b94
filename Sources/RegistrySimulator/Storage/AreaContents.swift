import ImageSpec

/// What can be seen in one repository: names and digests, never bytes.
public struct AreaContents: Hashable, Sendable {
  /// The manifests, by digest.
  public var manifests: [Digest: ManifestRecord] = [:]
  /// What the tags mean.
  public var tags: [Tag: Digest] = [:]
  /// The blobs and their sizes in bytes.
  public var blobs: [Digest: Int64] = [:]

  /// Nothing.
  public init() {}

  /// Whether nothing can be seen.
  public var isEmpty: Bool { manifests.isEmpty && blobs.isEmpty }

  /// All content that can be seen.
  var digests: Set<Digest> { Set(manifests.keys).union(blobs.keys) }
}

/// What a registry knows of a manifest besides its bytes.
public struct ManifestRecord: Hashable, Sendable {
  /// The descriptor as the list of referrers shows it: with the artifact type and the annotations of the manifest.
  public let descriptor: Descriptor
  /// The manifest that this one is about.
  public let subject: Digest?
  /// The artifact type as the document writes it, which a list of referrers repeats; known only where there is a subject.
  let artifactType: String?

  /// Reads what a document says of itself.
  public init(_ document: RegistryDocument) {
    var descriptor = document.descriptor
    switch document {
    case .manifest(let manifest):
      descriptor.artifactType = manifest.body.artifactType ?? manifest.body.configuration.mediaType
      descriptor.annotations = manifest.body.annotations
      subject = manifest.body.subject?.digest
    case .index(let index):
      descriptor.artifactType = index.body.artifactType
      descriptor.annotations = index.body.annotations
      subject = index.body.subject?.digest
    }
    self.descriptor = descriptor
    artifactType = subject == nil ? nil : Self.artifactType(of: document)
  }

  /// The type itself, else that of the configuration; nil for an index without one.
  private static func artifactType(of document: RegistryDocument) -> String? {
    guard let root = (try? JSON(parsing: document.bytes))?.object else { return nil }
    if let type = root["artifactType"]?.string, !type.isEmpty { return type }
    return root["config"]?.object?["mediaType"]?.string
  }

  /// The document as a list of referrers names it.
  var referrer: JSON {
    var object = descriptor.json.object ?? JSONObject()
    object["artifactType"] = artifactType.map { .string($0) }
    return .object(object)
  }
}
