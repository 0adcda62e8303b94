extension TemplateFunction {
  /// Go's functions for values of any kind.
  ///
  /// See [Functions](https://pkg.go.dev/text/template#hdr-Functions).
  static let general: [String: TemplateFunction] = [
    "and": TemplateFunction([.any], rest: .any, decidedBy: false) { $0[$0.count - 1] },
    "or": TemplateFunction([.any], rest: .any, decidedBy: true) { $0[$0.count - 1] },
    "not": TemplateFunction([.any]) { .bool(!$0[0].isTrue) },
    "print": TemplateFunction([], rest: .any) { .string(Formatting.print($0)) },
    "println": TemplateFunction([], rest: .any) { .string(Formatting.line($0)) },
    "printf": TemplateFunction([.string], rest: .any) {
      .string(Formatting.text($0[0].printed, Array($0.dropFirst())))
    },
    "len": TemplateFunction([.any]) { arguments throws(Failure) in .integer(Int64(try Self.length(arguments[0]))) },
    "index": TemplateFunction([.any], rest: .any) { arguments throws(Failure) in
      var value = arguments[0]
      for key in arguments.dropFirst() { value = try Self.element(key, of: value) }
      return value
    },
    "slice": TemplateFunction([.any], rest: .integer) { arguments throws(Failure) in
      try Self.slice(arguments[0], arguments.dropFirst())
    },
  ]

  private static func length(_ value: Value) throws(Failure) -> Int {
    switch value {
    case .string(let text): text.utf8.count
    case .list(let elements): elements?.count ?? 0
    case .map(let entries): entries?.count ?? 0
    case .record(let record) where record.form == .declared: record.fields.count
    case .null: throw Failure("len of nil pointer")
    default: throw Failure("len of type \(value.typeName)")
    }
  }

  private static func element(_ key: Value, of value: Value) throws(Failure) -> Value {
    switch value {
    case .list(let elements):
      let elements = elements ?? []
      let index = try position(key, upTo: elements.count)
      guard index < elements.count else { throw Failure("reflect: slice index out of range") }
      return elements[index]
    case .string(let text):
      let bytes = Array(text.utf8)
      let index = try position(key, upTo: bytes.count)
      guard index < bytes.count else { throw Failure("reflect: string index out of range") }
      return .integer(Int64(bytes[index]))
    case .map(let entries):
      guard case .string(let name) = key else { throw Failure("value has type \(key.typeName); should be string") }
      if let entry = entries?[name] { return entry }
      // A map of strings has an empty one for every other key.
      return value.typeName == "map[string]string" ? "" : .null
    case .record(let record):
      guard case .string(let name) = key else { throw Failure("value has type \(key.typeName); should be string") }
      return record[name] ?? .null
    case .null: throw Failure("index of untyped nil")
    default: throw Failure("can't index item of type \(value.typeName)")
    }
  }

  private static func position(_ key: Value, upTo count: Int) throws(Failure) -> Int {
    switch key {
    case .integer(let index):
      guard index >= 0, index <= Int64(count) else { throw Failure("index out of range: \(index)") }
      return Int(index)
    case .null: throw Failure("cannot index slice/array with nil")
    default: throw Failure("cannot index slice/array with type \(key.typeName)")
    }
  }

  private static func slice(_ value: Value, _ bounds: ArraySlice<Value>) throws(Failure) -> Value {
    let count: Int
    switch value {
    case .string(let text): count = text.utf8.count
    case .list(let elements): count = elements?.count ?? 0
    default: throw Failure("can't slice item of type \(value.typeName)")
    }
    guard bounds.count <= 2 else { throw Failure("too many slice indexes: \(bounds.count)") }
    var places: [Int] = []
    for bound in bounds { places.append(try position(bound, upTo: count)) }
    let (low, high) = (places.first ?? 0, places.count > 1 ? places[1] : count)
    guard low <= high else { throw Failure("invalid slice index: \(low) > \(high)") }
    if case .list(let elements) = value { return .list(Array((elements ?? [])[low..<high])) }
    return .string(String(decoding: Array(value.printed.utf8)[low..<high], as: UTF8.self))
  }
}
