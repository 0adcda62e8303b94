/// What an image says of itself: its platform, how its containers start, its layers' diffIDs and its history.
///
/// See [Image configuration](https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md). The execution
/// parameters are kept as JSON: Drydock starts nothing, it carries them over.
public struct ImageConfiguration: DocumentBody {
  /// When the image was made, as it was written.
  public var created: String?
  /// Who made it.
  public var author: String?
  /// What its layers run on.
  public var platform: Platform
  /// The `config` member: the execution parameters.
  public var execution: JSONObject
  /// The digests of the uncompressed layers, lowest first.
  public var diffIDs: [Digest]
  /// How the layers came to be, lowest first, with entries that made none.
  public var history: [HistoryEntry]

  /// Composes a configuration.
  public init(
    created: String?, author: String? = nil, platform: Platform, execution: JSONObject = JSONObject(),
    diffIDs: [Digest] = [], history: [HistoryEntry] = []
  ) {
    self.created = created
    self.author = author
    self.platform = platform
    self.execution = execution
    self.diffIDs = diffIDs
    self.history = history
  }

  public init(decoding json: JSONCursor) throws(DocumentError) {
    created = try json.optional("created")?.string()
    author = try json.optional("author")?.string()
    platform = try Platform(decoding: json)
    execution = try json.optional("config")?.value.object ?? JSONObject()
    diffIDs = []
    for digest in try json.optional("rootfs")?.optional("diff_ids")?.elements() ?? [] {
      diffIDs.append(try digest.parsed { try Digest(parsing: $0) })
    }
    history = []
    for entry in try json.optional("history")?.elements() ?? [] { history.append(try HistoryEntry(decoding: entry)) }
  }

  /// The words that a container starts with: the entry point, then the command.
  public var command: [String] {
    ["Entrypoint", "Cmd"].flatMap { key in execution[key]?.array?.compactMap(\.string) ?? [] }
  }

  /// The labels of the image.
  public var labels: [String: String] {
    var labels: [String: String] = [:]
    for (key, value) in execution["Labels"]?.object?.members ?? [] { labels[key] = value.string }
    return labels
  }

  /// The bytes of a configuration that we author.
  public func encoded() -> [UInt8] {
    var object = JSONObject()
    if let created { object["created"] = .string(created) }
    if let author, !author.isEmpty { object["author"] = .string(author) }
    for (key, value) in platform.json.object?.members ?? [] { object[key] = value }
    object["config"] = .object(execution)
    object["rootfs"] = ["type": "layers", "diff_ids": .strings(diffIDs.map(\.description))]
    object["history"] = .array(history.map(\.json))
    return JSON.object(object).encoded()
  }
}
