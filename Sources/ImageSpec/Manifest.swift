/// One image: its configuration and its layers, lowest first. Artifacts have the same form.
///
/// See [Image manifest](https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md); docker's schema 2 has the
/// same members.
public struct Manifest: DocumentBody {
  /// The configuration, whose digest is the image's id.
  public var configuration: Descriptor
  /// The layers, lowest first.
  public var layers: [Descriptor]
  /// What an artifact that is no image says it is.
  public var artifactType: MediaType?
  /// The manifest that this one is about.
  public var subject: Descriptor?
  /// Annotations of the image.
  public var annotations: [String: String]

  /// Composes a manifest.
  public init(
    configuration: Descriptor, layers: [Descriptor], artifactType: MediaType? = nil, subject: Descriptor? = nil,
    annotations: [String: String] = [:]
  ) {
    self.configuration = configuration
    self.layers = layers
    self.artifactType = artifactType
    self.subject = subject
    self.annotations = annotations
  }

  public init(decoding json: JSONCursor) throws(DocumentError) {
    try json.requireSchemaVersion2()
    if try json.optional("manifests") != nil { throw .ambiguous }
    configuration = try Descriptor(decoding: try json.required("config"))
    layers = []
    for layer in try json.optional("layers")?.elements() ?? [] { layers.append(try Descriptor(decoding: layer)) }
    artifactType = try json.optional("artifactType").flatMap { try? MediaType(parsing: $0.value.string ?? "") }
    if let subject = try json.optional("subject") { self.subject = try Descriptor(decoding: subject) }
    annotations = try json.optional("annotations")?.stringMap() ?? [:]
  }

  /// Whether it describes an image that can have containers, and no other artifact.
  public var isImage: Bool {
    configuration.mediaType == .ociConfiguration || configuration.mediaType == .dockerConfiguration
  }

  /// The bytes of a manifest that we author, as ``MediaType/ociManifest`` or ``MediaType/dockerManifest``.
  public func encoded(as mediaType: MediaType = .ociManifest) -> [UInt8] {
    var object = JSONObject()
    object["schemaVersion"] = 2
    object["mediaType"] = .string(mediaType.description)
    if let artifactType { object["artifactType"] = .string(artifactType.description) }
    object["config"] = configuration.json
    object["layers"] = .array(layers.map(\.json))
    if let subject { object["subject"] = subject.json }
    if !annotations.isEmpty { object["annotations"] = JSON(sorted: annotations) }
    return JSON.object(object).encoded()
  }
}

extension JSONCursor {
  func requireSchemaVersion2() throws(DocumentError) {
    let version = try required("schemaVersion").integer()
    guard version == 2 else { throw .schemaVersion(version) }
  }
}
