extension JSON {
  /// How a text is laid out.
  public enum Layout: Sendable {
    /// No white space, as Go's encoder writes it.
    case compact
    /// A line a member, each level indented by this text, as Go's indenting encoder writes it.
    case indented(String)
  }

  /// The value as UTF-8 bytes, the same each time: keys in their order, slashes unescaped.
  public func encoded(_ layout: Layout = .compact) -> [UInt8] { Array(text(layout).utf8) }

  /// The value as text; see ``encoded(_:)``.
  public func text(_ layout: Layout = .compact) -> String {
    var writer = JSONWriter(layout: layout)
    writer.write(self)
    return writer.output
  }
}

private struct JSONWriter {
  let layout: JSON.Layout
  var output = ""
  var level = 0

  init(layout: JSON.Layout) { self.layout = layout }

  mutating func write(_ value: JSON) {
    switch value {
    case .null: output += "null"
    case .bool(let value): output += value ? "true" : "false"
    case .number(let text): output += text
    case .string(let text): write(text)
    case .array(let elements):
      list("[", "]", elements) { writer, element in writer.write(element) }
    case .object(let object):
      list("{", "}", object.members) { writer, member in
        writer.write(member.key)
        if case .compact = writer.layout { writer.output += ":" } else { writer.output += ": " }
        writer.write(member.value)
      }
    }
  }

  private mutating func list<Element>(
    _ open: String, _ close: String, _ elements: [Element], _ body: (inout JSONWriter, Element) -> Void
  ) {
    output += open
    guard !elements.isEmpty else {
      output += close
      return
    }
    level += 1
    for (index, element) in elements.enumerated() {
      if index > 0 { output += "," }
      newline()
      body(&self, element)
    }
    level -= 1
    newline()
    output += close
  }

  private mutating func newline() {
    guard case .indented(let step) = layout else { return }
    output += "\n" + String(repeating: step, count: level)
  }

  private mutating func write(_ text: String) {
    output += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case "\u{0}"..<"\u{20}", "\u{7F}", "\u{2028}", "\u{2029}":
        let hex = String(scalar.value, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: output.unicodeScalars.append(scalar)
      }
    }
    output += "\""
  }
}
