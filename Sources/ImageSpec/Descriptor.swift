/// What names a piece of content: its media type, digest and size.
///
/// See [Descriptors](https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md).
public struct Descriptor: Hashable, Sendable {
  /// What kind of content it is.
  public var mediaType: MediaType
  /// The digest of the content.
  public var digest: Digest
  /// The content's length in bytes, never negative.
  public var size: Int64
  /// Where else the content can be had, as foreign layers need it. Hostile text until checked.
  public var urls: [String]
  /// Annotations of the descriptor, not of what it names.
  public var annotations: [String: String]
  /// The platform of an index's entry.
  public var platform: Platform?
  /// The type of the artifact that the descriptor names, if it is a manifest of one.
  public var artifactType: MediaType?

  /// Names a piece of content.
  public init(
    mediaType: MediaType, digest: Digest, size: Int64, urls: [String] = [], annotations: [String: String] = [:],
    platform: Platform? = nil, artifactType: MediaType? = nil
  ) {
    self.mediaType = mediaType
    self.digest = digest
    self.size = size
    self.urls = urls
    self.annotations = annotations
    self.platform = platform
    self.artifactType = artifactType
  }

  /// Reads a descriptor.
  ///
  /// - Throws: ``DocumentError`` that names the member and its rule.
  public init(decoding json: JSONCursor) throws(DocumentError) {
    mediaType = try json.required("mediaType").parsed { try MediaType(parsing: $0) }
    digest = try json.required("digest").parsed { try Digest(parsing: $0) }
    let size = try json.required("size")
    self.size = try size.integer()
    guard self.size >= 0 else { throw .invalid(path: size.path, reason: "negative") }
    urls = try json.optional("urls")?.strings() ?? []
    annotations = try json.optional("annotations")?.stringMap() ?? [:]
    if let platform = try json.optional("platform") { self.platform = try Platform(decoding: platform) }
    // An artifact type is free text to the spec; one that is no media type names nothing that we act on.
    artifactType = try json.optional("artifactType").flatMap { try? MediaType(parsing: $0.value.string ?? "") }
  }

  /// The descriptor as JSON, its members in the spec's order.
  public var json: JSON {
    var object = JSONObject()
    object["mediaType"] = .string(mediaType.description)
    object["digest"] = .string(digest.description)
    object["size"] = .integer(size)
    if !urls.isEmpty { object["urls"] = .strings(urls) }
    if !annotations.isEmpty { object["annotations"] = JSON(sorted: annotations) }
    if let platform { object["platform"] = platform.json }
    if let artifactType { object["artifactType"] = .string(artifactType.description) }
    return .object(object)
  }

  /// The same content by its three facts alone, without what one place says about it.
  public var bare: Descriptor { Descriptor(mediaType: mediaType, digest: digest, size: size) }
}

extension JSON {
  /// An object of strings with its keys sorted, so that it is written the same each time.
  public init(sorted map: [String: String]) {
    var object = JSONObject()
    for (key, value) in map.sorted(by: { $0.key < $1.key }) { object[key] = .string(value) }
    self = .object(object)
  }
}
