/// A list of manifests, most often one a platform.
///
/// See [Image index](https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md); docker's manifest list has
/// the same members.
public struct Index: DocumentBody {
  /// The entries, in their order.
  public var manifests: [Descriptor]
  /// What an artifact that is no image says it is.
  public var artifactType: MediaType?
  /// The manifest that this one is about.
  public var subject: Descriptor?
  /// Annotations of the index.
  public var annotations: [String: String]

  /// Composes an index.
  public init(
    manifests: [Descriptor], artifactType: MediaType? = nil, subject: Descriptor? = nil,
    annotations: [String: String] = [:]
  ) {
    self.manifests = manifests
    self.artifactType = artifactType
    self.subject = subject
    self.annotations = annotations
  }

  public init(decoding json: JSONCursor) throws(DocumentError) {
    try json.requireSchemaVersion2()
    if try json.optional("config") != nil { throw .ambiguous }
    if try json.optional("layers") != nil { throw .ambiguous }
    manifests = []
    for entry in try json.required("manifests").elements() { manifests.append(try Descriptor(decoding: entry)) }
    artifactType = try json.optional("artifactType").flatMap { try? MediaType(parsing: $0.value.string ?? "") }
    if let subject = try json.optional("subject") { self.subject = try Descriptor(decoding: subject) }
    annotations = try json.optional("annotations")?.stringMap() ?? [:]
  }

  /// The bytes of an index that we author, as ``MediaType/ociIndex`` or ``MediaType/dockerManifestList``.
  public func encoded(as mediaType: MediaType = .ociIndex) -> [UInt8] {
    var object = JSONObject()
    object["schemaVersion"] = 2
    object["mediaType"] = .string(mediaType.description)
    if let artifactType { object["artifactType"] = .string(artifactType.description) }
    object["manifests"] = .array(manifests.map(\.json))
    if let subject { object["subject"] = subject.json }
    if !annotations.isEmpty { object["annotations"] = JSON(sorted: annotations) }
    return JSON.object(object).encoded()
  }

  /// The entries that are images of a platform: attestations, whose platform is `unknown/unknown`, are left out.
  public var images: [Descriptor] {
    manifests.filter {
      $0.annotations["vnd.docker.reference.type"] == nil && !($0.platform?.os == "unknown")
    }
  }
}
