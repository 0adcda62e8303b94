/// A place in a JSON document, for decoding with errors that name the place: `layers[2].digest`.
public struct JSONCursor: Sendable {
  /// What stands there.
  public let value: JSON
  /// Where it stands: member names and element numbers from the root; empty for the root.
  public let path: String

  /// A cursor at a document's root.
  public init(root value: JSON) { self.init(value, at: "") }

  private init(_ value: JSON, at path: String) {
    self.value = value
    self.path = path
  }

  /// The member of an object, nil when it is absent or null.
  ///
  /// - Throws: ``DocumentError/wrongKind(path:expected:found:)`` where this is no object.
  public func optional(_ key: String) throws(DocumentError) -> JSONCursor? {
    guard let object = value.object else { throw wrongKind("an object") }
    guard let member = object[key], member != .null else { return nil }
    return JSONCursor(member, at: path.isEmpty ? key : "\(path).\(key)")
  }

  /// The member of an object.
  ///
  /// - Throws: ``DocumentError`` where it is absent or null.
  public func required(_ key: String) throws(DocumentError) -> JSONCursor {
    guard let member = try optional(key) else {
      throw .missing(path: path.isEmpty ? key : "\(path).\(key)")
    }
    return member
  }

  /// The elements of an array, each a cursor.
  public func elements() throws(DocumentError) -> [JSONCursor] {
    guard let array = value.array else { throw wrongKind("an array") }
    return array.enumerated().map { JSONCursor($1, at: "\(path)[\($0)]") }
  }

  /// The members of an object, each a cursor.
  public func members() throws(DocumentError) -> [(key: String, value: JSONCursor)] {
    guard let object = value.object else { throw wrongKind("an object") }
    return object.members.map { ($0.key, JSONCursor($0.value, at: "\(path).\($0.key)")) }
  }

  /// The text of a string.
  public func string() throws(DocumentError) -> String {
    guard let text = value.string else { throw wrongKind("a string") }
    return text
  }

  /// The value of a whole number.
  public func integer() throws(DocumentError) -> Int64 {
    guard let number = value.integer else { throw wrongKind("a whole number") }
    return number
  }

  /// The value of a boolean.
  public func bool() throws(DocumentError) -> Bool {
    guard let flag = value.bool else { throw wrongKind("a boolean") }
    return flag
  }

  /// The texts of an array of strings.
  public func strings() throws(DocumentError) -> [String] {
    var texts: [String] = []
    for element in try elements() { texts.append(try element.string()) }
    return texts
  }

  /// The texts of an object whose values are strings.
  public func stringMap() throws(DocumentError) -> [String: String] {
    var map: [String: String] = [:]
    for (key, member) in try members() { map[key] = try member.string() }
    return map
  }

  /// A string parsed by one of the spec's value types; its own error is told with this place.
  public func parsed<Value>(_ parse: (String) throws -> Value) throws(DocumentError) -> Value {
    let text = try string()
    do { return try parse(text) } catch { throw .invalid(path: path, reason: "\(error)") }
  }

  private func wrongKind(_ expected: String) -> DocumentError {
    .wrongKind(path: path.isEmpty ? "the document" : path, expected: expected, found: value.kind)
  }
}
