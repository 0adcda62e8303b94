/// One word of a template's text.
struct Token: Hashable {
  /// What kind of word it is.
  enum Kind: Hashable {
    case text, leftDelimiter, rightDelimiter, leftParenthesis, rightParenthesis, space, pipe, assign, declare
    case field, identifier, variable, dot, null, bool, number, character, string, rawString
    case keyword(Keyword)
    /// Another printable character, as a comma.
    case other
    case end
    /// What the lexer could not read; the text says why.
    case failure
  }

  /// The words that begin and end blocks.
  enum Keyword: String {
    case `break`, `continue`, define, `else`, end, `if`, range, template, with, block
  }

  let kind: Kind
  /// The byte at which it begins.
  let position: Int
  /// Its line, the first one being 1.
  let line: Int
  /// Its text as it was written.
  let text: String

  /// The token as Go's messages show it.
  var shown: String {
    switch kind {
    case .end: return "EOF"
    case .failure: return text
    case .keyword, .dot, .null: return "<\(text)>"
    default:
      let short = String(text.prefix(10))
      return text.count > 10 ? GoQuoting.quote(short) + "..." : GoQuoting.quote(text)
    }
  }
}
