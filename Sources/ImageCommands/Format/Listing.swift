import GoTemplates

/// What the lines of a listing command can show: a kind of row with its fields.
///
/// A command declares one as a constant, asks a ``ListingFormat`` for what `--format` and `-q` mean, and hands its rows
/// to ``CommandContext/write(_:as:in:)``:
///
///     static let listing = Listing<Tag>(
///       "*formatter.tagContext",
///       [.init("Name", "NAME") { .string($0.name) }, .init("Size", "SIZE") { .string(ByteSize.text($0.size)) }])
///
///     let format = try ListingFormat(self.format, quiet: quiet, table: "{{.Name}}\t{{.Size}}", ids: "{{.Name}}")
///     try context.write(tags, as: Self.listing, in: format)
struct Listing<Row>: Sendable {
  /// A field of a row.
  struct Field: Sendable {
    /// What templates call it, as docker does: `CreatedSince`.
    let name: String
    /// What stands above it in a table: `CREATED`.
    let heading: String
    /// Its value in a row.
    let value: @Sendable (Row) -> Value

    init(_ name: String, _ heading: String, _ value: @escaping @Sendable (Row) -> Value) {
      self.name = name
      self.heading = heading
      self.value = value
    }
  }

  /// A method of a row that looks one entry of a map up: `{{.Label "stage"}}`.
  struct Lookup: Sendable {
    /// What templates call it.
    let name: String
    /// The map of a row.
    let map: @Sendable (Row) -> [String: String]
  }

  /// The type that Go's messages name, because docker's users search for it.
  let typeName: String
  /// The fields; `--format json` sorts them by name.
  let fields: [Field]
  /// The methods.
  let lookups: [Lookup]

  init(_ typeName: String, _ fields: [Field], lookups: [Lookup] = []) {
    self.typeName = typeName
    self.fields = fields
    self.lookups = lookups
  }

  /// The headings by field.
  var headings: [String: String] {
    Dictionary(fields.map { ($0.name, $0.heading) }) { first, _ in first }
  }

  /// A row as templates see it; the fields that are not wanted are empty.
  func value(_ row: Row, of wanted: Set<String>) -> Value {
    var record = Record(typeName: typeName, form: .row)
    for field in fields { record[field.name] = wanted.contains(field.name) ? field.value(row) : "" }
    for lookup in lookups { record.addLookup(lookup.name, in: lookup.map(row)) }
    return .record(record)
  }

  /// A row of empty fields, to try a template out on.
  var probe: Value {
    var record = Record(typeName: typeName, form: .row)
    for field in fields { record[field.name] = "" }
    for lookup in lookups { record.addLookup(lookup.name, in: [:]) }
    return .record(record)
  }
}
