extension Value {
  /// How JSON is laid out.
  public enum JSONLayout: Sendable, Hashable {
    /// No white space.
    case compact
    /// A line a member, each level indented by this text.
    case indented(String)
  }

  /// The value as JSON, as Go's encoder writes it: maps and rows with sorted keys, records in their order.
  ///
  /// See [encoding/json](https://pkg.go.dev/encoding/json#Marshal). Rows escape `<`, `>` and `&`, as docker's do.
  public func json(_ layout: JSONLayout = .compact) -> String {
    var writer = ValueWriter(layout: layout)
    writer.write(self, escapesMarkup: false)
    return writer.output
  }
}

private struct ValueWriter {
  let layout: Value.JSONLayout
  var output = ""
  private var level = 0

  init(layout: Value.JSONLayout) { self.layout = layout }

  mutating func write(_ value: Value, escapesMarkup: Bool) {
    switch value {
    case .null, .list(nil), .map(nil): output += "null"
    case .bool(let value): output += String(value)
    case .integer(let value): output += String(value)
    case .float(let value): output += GoFloat.jsonText(value)
    case .string(let text): write(text, escapesMarkup)
    case .list(let elements?):
      enclose("[", "]", elements) { $0.write($1, escapesMarkup: escapesMarkup) }
    case .map(let entries?): members(Value.sorted(entries), escapesMarkup)
    case .record(let record):
      switch record.form {
      case .declared: members(record.written, escapesMarkup)
      case .row, .headings:
        members(Value.sorted(Dictionary(record.written.map { ($0.key, $0.value) }) { first, _ in first }), true)
      }
    }
  }

  private mutating func members(_ members: [(key: String, value: Value)], _ escapesMarkup: Bool) {
    enclose("{", "}", members) { writer, member in
      writer.write(member.key, escapesMarkup)
      writer.output += writer.layout == .compact ? ":" : ": "
      writer.write(member.value, escapesMarkup: escapesMarkup)
    }
  }

  private mutating func enclose<Element>(
    _ open: String, _ close: String, _ elements: [Element], _ body: (inout ValueWriter, Element) -> Void
  ) {
    output += open
    level += 1
    for (index, element) in elements.enumerated() {
      if index > 0 { output += "," }
      breakLine()
      body(&self, element)
    }
    level -= 1
    if !elements.isEmpty { breakLine() }
    output += close
  }

  private mutating func breakLine() {
    guard case .indented(let step) = layout else { return }
    output += "\n" + String(repeating: step, count: level)
  }

  private mutating func write(_ text: String, _ escapesMarkup: Bool) {
    output += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case "\u{8}": output += "\\b"
      case "\u{C}": output += "\\f"
      case "\u{0}"..<"\u{20}", "\u{2028}", "\u{2029}": escape(scalar)
      case "<", ">", "&": if escapesMarkup { escape(scalar) } else { output.unicodeScalars.append(scalar) }
      default: output.unicodeScalars.append(scalar)
      }
    }
    output += "\""
  }

  private mutating func escape(_ scalar: Unicode.Scalar) {
    let digits = String(scalar.value, radix: 16)
    output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
