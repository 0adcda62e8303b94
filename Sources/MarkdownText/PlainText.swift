import Presentation

/// Text of ours, wrapped for a terminal as a ``MarkdownText`` is, but without any markup in it: a `*` is a `*`.
public struct PlainText: Hashable, Sendable {
  /// The text; a line feed ends a line, and what a line is wrapped into stands below its first word. Foreign characters that control a terminal are escaped.
  public let text: String
  /// What stands before it, in bold, as `Goal:`.
  public let label: String?
  /// Whether all of it is bold.
  public let isStrong: Bool

  /// Takes a text.
  public init(_ text: String, label: String? = nil, isStrong: Bool = false) {
    self.text = text
    self.label = label
    self.isStrong = isStrong
  }

  /// Lays the text out.
  ///
  /// - Parameters:
  ///   - columns: the terminal's width; ``MarkdownText/minimumColumns`` at least.
  ///   - style: whether anything is bold.
  /// - Returns: the lines, at least one, without their ends; words that are longer than a line are cut.
  public func lines(columns: Int, style: Style = .plain) -> [String] {
    let columns = max(MarkdownText.minimumColumns, columns)
    let parts = text.split(separator: "\n", omittingEmptySubsequences: false)
    return parts.enumerated().flatMap { index, part in
      var filled = InlineText()
      if index == 0, let label {
        filled.add(label, .strong)
        filled.addBlank()
      }
      filled.add(String(part), isStrong ? .strong : [])
      let indent = String(repeating: " ", count: min(part.prefix { $0 == " " }.count, columns / 2))
      let lines = LineFiller(filled, columns: columns - indent.utf8.count, style: style).lines
      return filled.isEmpty ? [""] : lines.map { indent + $0 }
    }
  }
}
