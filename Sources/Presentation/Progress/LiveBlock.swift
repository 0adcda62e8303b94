/// Lines at the end of a terminal's output that are drawn again in place, and below them perhaps a footer.
///
/// The cursor stands at the start of the line below the block between two calls, so that output may be cut at any time.
public struct LiveBlock {
  /// How large the terminal is now; 0 where it is not known.
  public typealias Size = (columns: Int, rows: Int)

  private var drawn: [String] = []
  private var footer: String?

  /// Begins below what stands there.
  public init() {}

  /// Adds an empty line at the end, to be drawn next; its number is the count of lines before. A footer goes.
  mutating func append(_ size: Size) -> String {
    let output = drawFooter(nil, size)
    drawn.append("")
    return output + "\n"
  }

  /// What to write for a line to have a text; nothing if it has it, or has scrolled out of reach.
  mutating func draw(_ text: String, at line: Int, _ size: Size) -> String {
    let output = fit(size)
    let text = Self.cut(text, size)
    guard drawn[line] != text, let frame = frame(text, lines: drawn.count - line, size) else { return output }
    drawn[line] = text
    return output + frame
  }

  /// What to write for the footer to have a text, or to be gone.
  public mutating func drawFooter(_ text: String?, _ size: Size) -> String {
    var output = fit(size)
    guard let text = text.map({ Self.cut($0, size) }) else {
      if footer != nil { output += "\u{1B}[1A\u{1B}[2K\r" }
      footer = nil
      return output
    }
    guard footer != text else { return output }
    output += footer == nil ? "\(text)\n" : "\u{1B}[1A\u{1B}[2K\r\(text)\r\u{1B}[1B"
    footer = text
    return output
  }

  /// What draws a text so many lines above the footer; nil where that is out of reach.
  private func frame(_ text: String, lines: Int, _ size: Size) -> String? {
    let distance = lines + (footer == nil ? 0 : 1)
    guard size.rows <= 0 || distance < size.rows else { return nil }
    return "\u{1B}[\(distance)A\u{1B}[2K\r\(text)\r\u{1B}[\(distance)B"
  }

  /// Begins anew below where the terminal became so narrow that lines may have been wrapped: nobody knows then where the
  /// old ones are.
  private mutating func fit(_ size: Size) -> String {
    let all = drawn + [footer].compactMap { $0 }
    guard size.columns > 0, all.contains(where: { DisplayWidth.of($0) >= size.columns }) else { return "" }
    drawn = drawn.map { Self.cut($0, size) }
    footer = footer.map { Self.cut($0, size) }
    return (drawn + [footer].compactMap { $0 }).map { "\($0)\n" }.joined()
  }

  /// A line that wraps would make every count of lines wrong.
  private static func cut(_ text: String, _ size: Size) -> String {
    size.columns > 0 ? Truncation.cut(text, columns: size.columns - 1) : text
  }
}
