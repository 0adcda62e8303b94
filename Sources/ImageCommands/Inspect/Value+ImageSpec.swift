import GoTemplates
import ImageSpec

extension Value {
  /// A JSON value of a document as templates see it: objects keep their order.
  init(_ json: JSON) {
    switch json {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .number(let text): self = Int64(text).map { .integer($0) } ?? .float(Double(text) ?? 0)
    case .string(let text): self = .string(text)
    case .array(let elements): self = .list(elements.map { Value($0) })
    case .object(let object):
      var record = Record(typeName: "map[string]interface {}")
      for (key, value) in object.members { record[key] = Value(value) }
      self = .record(record)
    }
  }

  /// A digest.
  init(_ digest: Digest) { self = .string(digest.description) }
}
