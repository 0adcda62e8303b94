/// One entry of an image's history.
public struct HistoryEntry: Hashable, Sendable {
  /// When it was made, as it was written.
  public var created: String?
  /// The command that made it.
  public var createdBy: String?
  /// Who made it.
  public var author: String?
  /// What its maker said.
  public var comment: String?
  /// Whether it changed no file, so that no layer belongs to it.
  public var isEmptyLayer: Bool

  /// Composes an entry.
  public init(
    created: String? = nil, createdBy: String? = nil, author: String? = nil, comment: String? = nil,
    isEmptyLayer: Bool = false
  ) {
    self.created = created
    self.createdBy = createdBy
    self.author = author
    self.comment = comment
    self.isEmptyLayer = isEmptyLayer
  }

  /// Reads an entry.
  public init(decoding json: JSONCursor) throws(DocumentError) {
    created = try json.optional("created")?.string()
    createdBy = try json.optional("created_by")?.string()
    author = try json.optional("author")?.string()
    comment = try json.optional("comment")?.string()
    isEmptyLayer = try json.optional("empty_layer")?.bool() ?? false
  }

  /// The entry as JSON, without members that are empty.
  public var json: JSON {
    var object = JSONObject()
    if let created { object["created"] = .string(created) }
    if let createdBy { object["created_by"] = .string(createdBy) }
    if let author, !author.isEmpty { object["author"] = .string(author) }
    if let comment, !comment.isEmpty { object["comment"] = .string(comment) }
    if isEmptyLayer { object["empty_layer"] = true }
    return .object(object)
  }
}
