/// Lays help out in so many columns.
struct HelpLayout {
  let columns: Int

  /// Names with what they mean, in two columns.
  func list(_ rows: [(String, String)]) -> String {
    let width = rows.map(\.0.count).filter { $0 <= 24 }.max() ?? 0
    return rows.map { name, gloss in
      let indent = width + 5
      guard name.count <= width else {
        return "  \(name)\n" + wrapped(String(repeating: " ", count: indent) + gloss, indent: indent)
      }
      return wrapped("  " + name + String(repeating: " ", count: indent - 2 - name.count) + gloss, indent: indent)
    }.joined()
  }

  /// A line broken at blanks, each piece behind the first indented.
  func wrapped(_ line: String, indent: Int, unit: String = " ") -> String {
    var text = ""
    var rest = Substring(line)
    while rest.count > columns {
      let head = rest.prefix(columns + 1)
      guard let range = head.dropFirst(indent).ranges(of: unit).last else { break }
      text += rest[..<range.lowerBound] + unit.trimmingBlanks + "\n"
      rest = String(repeating: " ", count: indent) + rest[range.upperBound...]
    }
    return text + rest + "\n"
  }
}

extension String {
  /// Without blanks at its end.
  fileprivate var trimmingBlanks: Substring {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return text
  }
}
