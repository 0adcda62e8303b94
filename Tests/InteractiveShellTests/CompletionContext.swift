import Testing

/// Lines of one kind, and what completes them.
struct CompletionContext: Sendable, CustomTestStringConvertible {
  /// One line with what Tab finds in it.
  struct Case: Sendable {
    /// The line; `▮` marks the cursor where it is not at the end.
    let line: String
    /// The candidates.
    let texts: [String]
    /// Whether there may be others besides.
    var isOpen = false
    /// The heading of those that are named.
    var group: String?
    /// What follows the first of them.
    var suffix: String?
  }

  let name: String
  let cases: [Case]

  var testDescription: String { name }

  init(_ name: String, _ cases: [Case]) { (self.name, self.cases) = (name, cases) }
}

/// Exactly these complete a line.
func only(_ line: String, _ texts: String..., group: String? = nil, suffix: String? = nil) -> CompletionContext.Case {
  CompletionContext.Case(line: line, texts: texts, group: group, suffix: suffix)
}

/// These are among the candidates for a line.
func some(_ line: String, _ texts: String..., group: String? = nil, suffix: String? = nil) -> CompletionContext.Case {
  CompletionContext.Case(line: line, texts: texts, isOpen: true, group: group, suffix: suffix)
}
