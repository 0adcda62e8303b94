extension Value {
  /// The value as Go prints it with `%v`: strings as they are, `[a b]`, `map[k:v]`, `{a b}`, `<nil>`.
  ///
  /// See [Printing](https://pkg.go.dev/fmt#hdr-Printing).
  public var printed: String {
    switch self {
    case .null: "<nil>"
    case .bool(let value): String(value)
    case .integer(let value): String(value)
    case .float(let value): GoFloat.text(value)
    case .string(let text): text
    case .list(let elements): "[" + (elements ?? []).map(\.printed).joined(separator: " ") + "]"
    case .map(let entries):
      "map["
        + Self.sorted(entries ?? [:]).map { "\($0.key):\($0.value.printed)" }.joined(separator: " ") + "]"
    case .record(let record): "{" + record.fields.map(\.value.printed).joined(separator: " ") + "}"
    }
  }

  /// A map's entries in the order in which Go prints and walks them: by the bytes of their keys.
  static func sorted(_ entries: [String: Value]) -> [(key: String, value: Value)] {
    entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }
}
