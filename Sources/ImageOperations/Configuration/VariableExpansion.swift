/// Replaces variables in a word of an instruction and takes its quotes away, as a Dockerfile's instructions do it:
/// `$NAME`, `${NAME}`, `${NAME:-WORD}`, `${NAME:+WORD}`, `${NAME:?WORD}`.
///
/// See [Environment replacement](https://docs.docker.com/reference/dockerfile/#environment-replacement).
struct VariableExpansion {
  /// The value of a variable; nil where it is not set.
  let value: (String) -> String?
  /// The character that takes another's meaning away.
  var escape: Unicode.Scalar = "\\"

  /// Expands a word.
  ///
  /// - Throws: ``ConfigurationChangeError``.
  func expand(_ word: String) throws(ConfigurationChangeError) -> String {
    var rest = word.unicodeScalars[...]
    return try text(&rest, until: nil)
  }

  /// Expands up to a closing brace, or to the end.
  private func text(
    _ rest: inout Substring.UnicodeScalarView, until end: Unicode.Scalar?
  ) throws(ConfigurationChangeError) -> String {
    var text = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      if scalar == end { return String(text) }
      switch scalar {
      case "'": text += try literal(&rest)
      case "\"": text += try quoted(&rest)
      case "$": text += try variable(&rest).unicodeScalars
      case escape: text.append(rest.popFirst() ?? scalar)
      default: text.append(scalar)
      }
    }
    guard end == nil else { throw .unterminated("}") }
    return String(text)
  }

  private func literal(_ rest: inout Substring.UnicodeScalarView) throws(ConfigurationChangeError)
    -> Substring.UnicodeScalarView
  {
    guard let close = rest.firstIndex(of: "'") else { throw .unterminated("single-quote") }
    defer { rest = rest[rest.index(after: close)...] }
    return rest[..<close]
  }

  /// Within double quotes only the escape itself, a quote and a dollar lose their meaning.
  private func quoted(_ rest: inout Substring.UnicodeScalarView) throws(ConfigurationChangeError)
    -> String.UnicodeScalarView
  {
    var text = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"": return text
      case "$": text += try variable(&rest).unicodeScalars
      case escape:
        guard let next = rest.first else { throw .unterminated("double-quote") }
        if next == "\"" || next == "$" || next == escape { rest.removeFirst() } else { text.append(scalar) }
        if next == "\"" || next == "$" || next == escape { text.append(next) }
      default: text.append(scalar)
      }
    }
    throw .unterminated("double-quote")
  }

  /// What stands behind a dollar.
  private func variable(_ rest: inout Substring.UnicodeScalarView) throws(ConfigurationChangeError) -> String {
    guard rest.first == "{" else {
      let name = Self.name(&rest)
      return name.isEmpty ? "$" : value(name) ?? ""
    }
    rest.removeFirst()
    let name = Self.name(&rest)
    guard !name.isEmpty else { throw .unsupportedModifier(rest.first.map { "\($0)" } ?? "") }
    switch rest.popFirst() {
    case "}": return value(name) ?? ""
    case ":": return try modified(name, &rest)
    case let other?: throw .unsupportedModifier("\(other)")
    case nil: throw .unterminated("}")
    }
  }

  private func modified(
    _ name: String, _ rest: inout Substring.UnicodeScalarView
  ) throws(ConfigurationChangeError) -> String {
    guard let modifier = rest.popFirst() else { throw .unterminated("}") }
    let word = try text(&rest, until: "}")
    let own = value(name) ?? ""
    switch modifier {
    case "-": return own.isEmpty ? word : own
    case "+": return own.isEmpty ? "" : word
    case "?":
      guard !own.isEmpty else { throw .requiredVariable(name, message: word) }
      return own
    default: throw .unsupportedModifier("\(modifier)")
    }
  }

  /// A name in front: letters, digits and underscores, or one digit or sign that shells know.
  private static func name(_ rest: inout Substring.UnicodeScalarView) -> String {
    guard let first = rest.first else { return "" }
    if first.isDigit || "@*#?-!$".unicodeScalars.contains(first) {
      rest.removeFirst()
      return String(first)
    }
    let name = rest.prefix { $0.isNameScalar }
    rest = rest[name.endIndex...]
    return String(name)
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
  fileprivate var isNameScalar: Bool {
    isDigit || self == "_" || ("a"..."z").contains(self) || ("A"..."Z").contains(self)
  }
}
