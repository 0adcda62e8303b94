/// Lines at the end of a terminal's output that are drawn again in place.
///
/// The cursor stands at the start of the line below the block between two calls, so that output may be cut at any time.
struct LiveBlock {
  /// How large the terminal is now; 0 where it is not known.
  typealias Size = (columns: Int, rows: Int)

  private var drawn: [String] = []

  /// Adds an empty line at the end, to be drawn next; its number is the count of lines before.
  mutating func append() -> String {
    drawn.append("")
    return "\n"
  }

  /// What to write for a line to have a text; nothing if it has it, or has scrolled out of reach.
  mutating func draw(_ text: String, at line: Int, _ size: Size) -> String {
    // A line that wraps would make every count of lines wrong.
    let text = size.columns > 0 ? Truncation.cut(text, columns: size.columns - 1) : text
    guard drawn[line] != text else { return "" }
    let distance = drawn.count - line
    guard size.rows <= 0 || distance < size.rows else { return "" }
    drawn[line] = text
    return "\u{1B}[\(distance)A\u{1B}[2K\r\(text)\r\u{1B}[\(distance)B"
  }
}
