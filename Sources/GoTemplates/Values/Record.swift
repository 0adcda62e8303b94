/// A value with named fields in the order of their declaration: a Go struct, or one row of a listing.
public struct Record: Sendable, Hashable {
  /// What its JSON looks like.
  public enum Form: Sendable, Hashable {
    /// The fields in the order of their declaration, characters as they are: what `inspect` prints.
    case declared
    /// The keys sorted and `<`, `>` and `&` escaped: what the rows of docker's listings are.
    case row
    /// The headings of a row's fields; a field without one is nothing, and no mistake.
    case headings
  }

  /// Go's name of the type, which docker's messages show: `*formatter.imageContext`.
  public let typeName: String
  /// What its JSON looks like.
  public let form: Form
  /// Names and values, in order.
  public private(set) var fields: [(name: String, value: Value)] = []
  /// Maps that are asked for one entry by a method: `{{.Label "stage"}}` reads the map named `Label`; nil where
  /// headings are filled in, and the entry's name is its heading.
  public private(set) var lookups: [String: [String: String]?] = [:]

  /// Makes a record without fields.
  public init(typeName: String, form: Form = .declared) {
    self.typeName = typeName
    self.form = form
  }

  /// Makes a record of fields in their order, each name once.
  public init(typeName: String = "struct", form: Form = .declared, _ fields: KeyValuePairs<String, Value>) {
    self.init(typeName: typeName, form: form)
    for (name, value) in fields { self[name] = value }
  }

  /// The value of a field. Setting a new one appends it; setting nil removes it.
  public subscript(name: String) -> Value? {
    get { fields.first { $0.name == name }?.value }
    set {
      switch (fields.firstIndex { $0.name == name }, newValue) {
      case (let position?, let value?): fields[position].value = value
      case (nil, let value?): fields.append((name, value))
      case (let position?, nil): fields.remove(at: position)
      case (nil, nil): break
      }
    }
  }

  /// The fields that templates know and that JSON leaves out: Go's `omitempty`.
  public private(set) var omitted: Set<String> = []

  /// Adds an empty field that JSON leaves out.
  public mutating func addOmitted(_ name: String, _ empty: Value) {
    self[name] = empty
    omitted.insert(name)
  }

  /// The fields that JSON has, in order.
  var written: [(key: String, value: Value)] {
    fields.filter { !omitted.contains($0.name) }.map { ($0.name, $0.value) }
  }

  /// Adds a method that looks one entry of a map up, and gives nothing for an unknown one. Without a map it gives the
  /// heading of a column: the last part of the name, with blanks in it.
  public mutating func addLookup(_ name: String, in map: [String: String]?) { lookups[name] = .some(map) }

  /// Everything that a template may name behind the dot, in order.
  public var names: [String] { fields.map(\.name) + lookups.keys.sorted() }

  public static func == (left: Record, right: Record) -> Bool {
    left.typeName == right.typeName && left.form == right.form && left.lookups == right.lookups
      && left.omitted == right.omitted
      && left.fields.elementsEqual(right.fields) { $0.name == $1.name && $0.value == $1.value }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(typeName)
    for field in fields { hasher.combine(field.name) }
  }
}
