/// What the lexer refuses, with the place in the line (UTF-8 offsets).
public enum LexicalError: Error, Hashable, Sendable {
  /// The line goes on: ask for more with a secondary prompt, append it after a newline, and lex again.
  case incomplete(Incompleteness)
  /// `<name>`: the reader has to replace the placeholder.
  case placeholder(String, at: Range<Int>)
  /// Syntax of other shells that this language does not have.
  case unsupported(UnsupportedSyntax, at: Range<Int>)
  /// `>`, `>>` or `<` without a file name behind it.
  case missingRedirectionTarget(at: Range<Int>)
  /// A second redirection of the same direction.
  case repeatedRedirection(at: Range<Int>)
  /// A `|` or `&` with no command before it.
  case missingCommand(at: Range<Int>)
}

/// Why a line is not finished.
public enum Incompleteness: String, Hashable, Sendable, CaseIterable {
  /// A `'` without its partner.
  case singleQuote
  /// A `"` without its partner.
  case doubleQuote
  /// A `\` at the end of the line.
  case continuation
  /// A `|` at the end of the line.
  case pipe
}

/// Syntax of other shells, by name, that is answered with an error instead of being misread.
public enum UnsupportedSyntax: String, Hashable, Sendable, CaseIterable {
  /// `a ; b`
  case sequence = ";"
  /// `a && b`
  case and = "&&"
  /// `a || b`
  case or = "||"
  /// `a & b`: `&` is understood only at the end.
  case background = "&"
  /// A backquote.
  case backquote = "`"
  /// `$( … )`
  case commandSubstitution = "$(…)"
  /// `( … )`
  case subshell = "(…)"
  /// `2> file`, `2>&1`, `&> file`
  case descriptorRedirection = "2>"
  /// `<< END` and `<<< text`
  case hereDocument = "<<"
  /// A second command on a second line.
  case severalLines = "newline"
}

extension LexicalError: CustomStringConvertible {
  /// The facts, for logs.
  public var description: String {
    switch self {
    case .incomplete(let reason): "incomplete: \(reason.rawValue)"
    case .placeholder(let name, _): "placeholder <\(name)>"
    case .unsupported(let syntax, _): "unsupported syntax \(syntax.rawValue)"
    case .missingRedirectionTarget: "redirection without a file name"
    case .repeatedRedirection: "repeated redirection"
    case .missingCommand: "missing command"
    }
  }
}
