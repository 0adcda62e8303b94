import GoTemplates

/// How docker shortens what does not fit a table.
///
/// What comes out is still foreign text: a ``Table`` escapes it.
public enum Truncation {
  /// The columns that descriptions and commands of a history get.
  public static let textColumns = 45
  /// The columns that a container's command gets, its quotes not counted.
  public static let commandColumns = 20

  /// An id's first twelve digits, without the algorithm in front.
  public static func id(_ id: String) -> String {
    let digits = id.firstIndex(of: ":").map { id[id.index(after: $0)...] } ?? id[...]
    return String(digits.prefix(12))
  }

  /// The text in at most so many display columns, the last of which is `…` where something was cut.
  public static func ellipsis(_ text: String, columns: Int) -> String {
    guard columns > 0 else { return "" }
    guard DisplayWidth.of(text) > columns else { return text }
    return cut(text, columns: columns - 1) + "…"
  }

  /// The end of a text in at most so many display columns, the first of which is `…` where something was cut.
  public static func ellipsisInFront(_ text: String, columns: Int) -> String {
    guard columns > 0 else { return "" }
    guard DisplayWidth.of(text) > columns else { return text }
    return "…" + String(cut(String(text.reversed()), columns: columns - 1).reversed())
  }

  /// The longest beginning of a text that takes at most so many display columns.
  static func cut(_ text: String, columns: Int) -> String {
    var kept = String.UnicodeScalarView()
    var width = 0
    for scalar in text.unicodeScalars {
      width += DisplayWidth.of(scalar)
      if width > columns { break }
      kept.append(scalar)
    }
    return String(kept)
  }

  /// The `CREATED BY` of a history: tabs are blanks, and 45 columns are kept unless all is asked for. What a program
  /// reads is not escaped.
  public static func createdBy(_ text: String, whole: Bool = false, escaping: Bool = true) -> String {
    cell(text, blanking: ["\t"], whole: whole, escaping: escaping)
  }

  /// The `DESCRIPTION` of a search: line breaks are blanks, and 45 columns are kept unless all is asked for. What a
  /// program reads is not escaped.
  public static func description(_ text: String, whole: Bool = false, escaping: Bool = true) -> String {
    cell(text, blanking: ["\n", "\r"], whole: whole, escaping: escaping)
  }

  /// The `COMMAND` of a container: 20 columns, unless all is asked for, in Go's quotes.
  public static func command(_ text: String, whole: Bool = false) -> String {
    GoQuoting.quote(whole ? text : ellipsis(text, columns: commandColumns))
  }

  private static func cell(
    _ text: String, blanking blanks: Set<Unicode.Scalar>, whole: Bool, escaping: Bool
  ) -> String {
    // Escaped before it is measured, so that an escape's own columns count.
    let scalars = text.unicodeScalars.map { blanks.contains($0) ? " " : $0 }
    let blanked = String(String.UnicodeScalarView(scalars))
    let line = escaping ? Escaping.line(blanked) : blanked
    return whole ? line : ellipsis(line, columns: textColumns)
  }
}
