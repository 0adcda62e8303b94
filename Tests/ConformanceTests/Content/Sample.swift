import ImageSpec

/// A manifest or an index to push: bytes, and the media type that goes with them.
struct Sample: Sendable {
  let bytes: [UInt8]
  let mediaType: String

  static let manifest = "application/vnd.oci.image.manifest.v1+json"
  static let index = "application/vnd.oci.image.index.v1+json"
  static let dockerManifest = "application/vnd.docker.distribution.manifest.v2+json"
  static let dockerList = "application/vnd.docker.distribution.manifest.list.v2+json"
  static let configuration = "application/vnd.oci.image.config.v1+json"
  static let layer = "application/vnd.oci.image.layer.v1.tar+gzip"
  static let empty = "application/vnd.oci.empty.v1+json"
  static let artifact = "application/vnd.example.artifact.v1"

  /// What clients send as `Accept`.
  static let accepted = [manifest, index, dockerManifest, dockerList].joined(separator: ", ")

  init(bytes: [UInt8], mediaType: String) {
    self.bytes = bytes
    self.mediaType = mediaType
  }

  /// A document of some members, with schema version and media type in front.
  init(_ mediaType: String, _ members: (String, JSON)...) {
    var object = JSONObject()
    object["schemaVersion"] = 2
    object["mediaType"] = .string(mediaType)
    for (name, value) in members { object[name] = value }
    self.init(bytes: JSON.object(object).encoded(), mediaType: mediaType)
  }

  /// An index over manifests.
  static func index(_ manifests: [Sample], _ members: (String, JSON)...) throws -> Sample {
    var object = JSONObject()
    object["schemaVersion"] = 2
    object["mediaType"] = .string(index)
    object["manifests"] = .array(try manifests.map { try $0.descriptor() })
    for (name, value) in members { object[name] = value }
    return Sample(bytes: JSON.object(object).encoded(), mediaType: index)
  }

  func digest(_ algorithm: Algorithm = .sha256) throws -> String { try algorithm.digest(bytes) }

  /// The document as others name it.
  func descriptor(_ algorithm: Algorithm = .sha256) throws -> JSON {
    try Self.descriptor(mediaType, bytes, algorithm)
  }

  /// A descriptor of content.
  static func descriptor(
    _ mediaType: String, _ content: [UInt8], _ algorithm: Algorithm = .sha256, _ more: (String, JSON)...
  ) throws -> JSON {
    var object = JSONObject()
    object["mediaType"] = .string(mediaType)
    object["digest"] = .string(try algorithm.digest(content))
    object["size"] = .integer(Int64(content.count))
    for (name, value) in more { object[name] = value }
    return .object(object)
  }
}

extension Probe {
  /// A new image whose configuration and layer are in the repository, and whose manifest is not yet.
  func image(_ members: (String, JSON)..., mediaType: String = Sample.manifest) async throws -> Sample {
    let layer = [UInt8].random()
    let configuration = Array(
      #"{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]},"config":{}}"#.utf8)
    try await push(configuration)
    try await push(layer)
    var object = JSONObject()
    object["schemaVersion"] = 2
    object["mediaType"] = .string(mediaType)
    object["config"] = try Sample.descriptor(Sample.configuration, configuration)
    object["layers"] = [try Sample.descriptor(Sample.layer, layer)]
    for (name, value) in members { object[name] = value }
    return Sample(bytes: JSON.object(object).encoded(), mediaType: mediaType)
  }

  /// A new artifact with the empty configuration, whose parts are in the repository.
  func artifact(_ type: String? = Sample.artifact, _ members: (String, JSON)...) async throws -> Sample {
    let content = [UInt8].random()
    let configuration = Array("{}".utf8)
    try await push(configuration)
    try await push(content)
    var object = JSONObject()
    object["schemaVersion"] = 2
    object["mediaType"] = .string(Sample.manifest)
    object["artifactType"] = type.map { .string($0) }
    object["config"] = try Sample.descriptor(Sample.empty, configuration)
    object["layers"] = [try Sample.descriptor("application/vnd.example.data", content)]
    for (name, value) in members { object[name] = value }
    return Sample(bytes: JSON.object(object).encoded(), mediaType: Sample.manifest)
  }
}
