import Presentation

/// A Markdown text, laid out for a terminal.
///
/// It reads well without any style: headings keep their `#`, emphasis, code and struck text their signs, quotes their
/// `>`, and a GitHub alert begins with its name (`Tip:`). With styles, headings and strong text are bold and emphasis is
/// underlined instead; nothing is told by a colour alone. Links are numbered and their addresses stand below the text.
/// HTML is dropped and its text kept. Control characters of the text are escaped.
public struct MarkdownText: Hashable, Sendable {
  /// The longest text that is laid out, in bytes of UTF-8; of a longer one, the rest is counted but not shown.
  public static let sizeLimit = 1 << 20
  /// The narrowest layout, in columns.
  public static let minimumColumns = 20

  /// The Markdown text.
  public let source: String

  /// Takes a Markdown text; every text is one.
  public init(_ source: String) { self.source = source }

  /// Lays the text out.
  ///
  /// Takes time and memory linear in the text. Nesting is shown as deep as it leaves half of the columns to the text.
  ///
  /// - Parameters:
  ///   - columns: the terminal's width; ``minimumColumns`` at least. Only lines of code and addresses, which are there
  ///     to be copied, may be longer.
  ///   - style: whether anything is bold, underlined or coloured.
  ///   - label: what the first paragraph begins with, as `Tip:`.
  ///   - address: what is shown for the address of a link.
  /// - Returns: the lines, without their ends and without blanks at their ends.
  public func lines(
    columns: Int, style: Style = .plain, label: String? = nil, address: (String) -> String = { $0 }
  ) -> [String] {
    let shown = source.utf8.prefix(Self.sizeLimit)
    var composer = Composer(columns: max(Self.minimumColumns, columns), style: style, label: label)
    composer.compose(MarkdownDocument(Self.lines(of: shown)), address: address)
    let rest = source.utf8.count - shown.count
    return composer.lines + (rest > 0 ? ["", "(\(rest) bytes more are not shown)"] : [])
  }

  /// The lines of a text whose lines end in LF, CRLF or CR; a last line end begins no further line.
  private static func lines(of bytes: String.UTF8View.SubSequence) -> [String] {
    var lines: [String] = []
    var rest = bytes
    while let end = rest.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
      lines.append(String(decoding: rest[..<end], as: UTF8.self))
      let isReturn = rest[end] == 0x0D
      rest = rest[rest.index(after: end)...]
      if isReturn, rest.first == 0x0A { rest = rest.dropFirst() }
    }
    if !rest.isEmpty { lines.append(String(decoding: rest, as: UTF8.self)) }
    return lines
  }
}
