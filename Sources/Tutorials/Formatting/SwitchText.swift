/// The canonical writing of a comment with switches: one blank around, a comma and a blank between, in the order in which
/// they are listed.
enum SwitchText {
  /// The line with its comment in the canonical writing; nil for a line that is not one whole such comment.
  static func canonical(_ line: String) -> String? {
    let text = line.trimmed
    guard text.hasPrefix("<!--"), text.hasSuffix("-->"), text.count >= 7 else { return nil }
    let comment = String(text.dropFirst(4).dropLast(3))
    guard !comment.contains("--"), let colon = comment.firstIndex(of: ":"),
      comment[..<colon].trimmingWhitespace == "tutorial"
    else { return nil }
    var reader = SwitchReader()
    reader.read(html: text, line: 1)
    guard reader.found, reader.problems.isEmpty else { return nil }
    var parts: [(name: String, text: String)] = []
    for part in comment[comment.index(after: colon)...].split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(\.trimmingWhitespace)
      parts.append((sides[0], sides.joined(separator: "=")))
    }
    let order = Switches.names
    parts.sort { (order.firstIndex(of: $0.name) ?? 0) < (order.firstIndex(of: $1.name) ?? 0) }
    return line.prefix { $0 == " " || $0 == "\t" } + "<!-- tutorial: \(parts.map(\.text).joined(separator: ", ")) -->"
  }
}
