/// Which line is read: a person's at the prompt or in a script, or one that stands on a documentation page.
public enum LexicalRules: Sendable {
  /// The shell and scripts: `<name>` is an error that asks to replace the placeholder.
  case shell
  /// A documentation page: `<name>` is part of a word, see ``Word/Piece/placeholder(_:)``.
  case page
}

/// One command line, split into words. This is the only lexer of the project.
///
/// The language is a small part of the POSIX shell's
/// (https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html):
/// - `'…'` is literal. In `"…"` a backslash escapes only `"`, `\`, `$`, a backquote and a newline.
/// - Outside of quotes a backslash escapes a following blank, quote, backslash or one of `|&;<>()$#*?[]{}~!` and a
///   backquote. Before anything else it is itself, so that `Files\x` survives.
/// - In a word that holds a drive (`C:\`, at its start or after `:`, `=`, `,`), every backslash is itself, also at the
///   end of the line, so that `app:C:\`, `C:\a b` (two words) and `C:\"Program Files"\x` read as on Windows. Only a
///   doubled one is one.
/// - `#` at the start of a word begins a comment. `>`, `>>` and `<` after a blank redirect; inside a word they are
///   text. `|` separates filters. A trailing `&` asks for the background.
/// - A backslash before the end of the line continues the line, an open quote or a trailing `|` too.
/// - Nothing is globbed or expanded; `$name` is kept as a piece of its own.
public struct CommandLine: Hashable, Sendable {
  /// Where output goes or input comes from.
  public struct Redirection: Hashable, Sendable {
    /// The file's name.
    public let target: Word
    /// Whether the output is appended (`>>`).
    public let appends: Bool
  }

  /// The text that was read.
  public let source: String
  /// The words of the command; empty for a blank or comment line.
  public let words: [Word]
  /// The words of each filter behind a `|`, none of them empty.
  public let filters: [[Word]]
  /// `> FILE` or `>> FILE`.
  public let output: Redirection?
  /// `< FILE`.
  public let input: Redirection?
  /// Whether the line ends in `&`.
  public let runsInBackground: Bool
  /// The bytes of the comment, its `#` included.
  public let comment: Range<Int>?

  /// Reads one command line, in time linear in its length.
  ///
  /// - Parameters:
  ///   - source: the line; after an incomplete one, all its lines joined by newlines.
  ///   - rules: whether placeholders are words or errors.
  /// - Throws: ``LexicalError``, `.incomplete` where more input would help.
  public init(_ source: String, rules: LexicalRules = .shell) throws(LexicalError) {
    var lexer = Lexer(source, mode: rules == .page ? .page : .shell)
    try lexer.run()
    self.source = source
    words = lexer.segments[0]
    filters = Array(lexer.segments.dropFirst())
    output = lexer.output
    input = lexer.input
    runsInBackground = lexer.runsInBackground
    comment = lexer.comment
  }

  /// Whether nothing is to be done: a blank line or only a comment.
  public var isEmpty: Bool { words.isEmpty }
}
