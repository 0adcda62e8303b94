/// A JSON value that keeps what Foundation's coders lose: the order of keys, and numbers as they were written.
///
/// Documents that others wrote are read through it and never written again; documents that we author, and files that we
/// share with other tools (`index.json`, docker's `config.json`), are written by it, byte for byte the same each time.
/// See [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259).
public enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  /// A number's text, as RFC 8259 writes it.
  case number(String)
  case string(String)
  case array([JSON])
  case object(JSONObject)

  /// A number without a fraction.
  public static func integer(_ value: Int64) -> JSON { .number(String(value)) }

  /// An array of strings.
  public static func strings(_ values: [String]) -> JSON { .array(values.map { .string($0) }) }

  /// The text of a string, else nil.
  public var string: String? { if case .string(let value) = self { value } else { nil } }

  /// The value of a number that is a 64-bit integer, else nil.
  public var integer: Int64? { if case .number(let text) = self { Int64(text) } else { nil } }

  /// The value of `true` and `false`, else nil.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The elements of an array, else nil.
  public var array: [JSON]? { if case .array(let elements) = self { elements } else { nil } }

  /// The members of an object, else nil.
  public var object: JSONObject? { if case .object(let members) = self { members } else { nil } }

  /// What kind of value it is, for messages: `a string`, `an object`.
  public var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSON: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(dictionaryLiteral members: (String, JSON)...) {
    var object = JSONObject()
    for (key, value) in members { object[key] = value }
    self = .object(object)
  }
}
