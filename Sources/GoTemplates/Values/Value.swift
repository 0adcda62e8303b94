/// What a template works on: data as Go's templates see it.
///
/// See [text/template](https://pkg.go.dev/text/template). A list or a map that nobody made is `nil` in Go and prints
/// as an empty one, but its JSON is `null`; that difference is kept.
public indirect enum Value: Sendable, Hashable {
  /// Nothing: Go's untyped nil.
  case null
  case bool(Bool)
  case integer(Int64)
  case float(Double)
  case string(String)
  /// The elements of a slice; nil for a slice that nobody made.
  case list([Value]?)
  /// The entries of a map, which has no order of its own; nil for a map that nobody made.
  case map([String: Value]?)
  /// Named fields in the order of their declaration.
  case record(Record)

  /// A list of strings, as labels and layers are.
  public static func strings(_ texts: [String]) -> Value { .list(texts.map { .string($0) }) }

  /// A map of strings, as labels are.
  public static func strings(_ texts: [String: String]) -> Value { .map(texts.mapValues { .string($0) }) }

  /// Go's name of the type, for messages.
  public var typeName: String {
    switch self {
    case .null: "<nil>"
    case .bool: "bool"
    case .integer: "int"
    case .float: "float64"
    case .string: "string"
    case .list(let elements): "[]" + Self.elementType(elements ?? [])
    case .map(let entries): "map[string]" + Self.elementType(entries.map { Array($0.values) } ?? [])
    case .record(let record): record.typeName
    }
  }

  private static func elementType(_ elements: [Value]) -> String {
    elements.allSatisfy { if case .string = $0 { true } else { false } } ? "string" : "interface {}"
  }

  /// Whether `if`, `and` and `or` take it for true: anything but false, zero, nothing and what is empty.
  public var isTrue: Bool {
    switch self {
    case .null: false
    case .bool(let value): value
    case .integer(let value): value != 0
    case .float(let value): value != 0
    case .string(let text): !text.isEmpty
    case .list(let elements): !(elements ?? []).isEmpty
    case .map(let entries): !(entries ?? [:]).isEmpty
    case .record: true
    }
  }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
  public init(stringLiteral text: String) { self = .string(text) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }
}
