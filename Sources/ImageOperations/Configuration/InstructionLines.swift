import ImageSpec

/// Takes instructions apart into lines: comments and blank lines go, lines that end in the escape character are joined
/// with the next, and a `# escape=` in front chooses that character.
struct InstructionLines {
  /// The character that joins lines and takes other characters' meaning away.
  private(set) var escape: Unicode.Scalar = "\\"
  /// The instructions, one each.
  private(set) var lines: [String] = []

  /// Reads a text.
  ///
  /// - Throws: ``ConfigurationChangeError/invalidEscape(_:)``.
  init(_ text: String) throws(ConfigurationChangeError) {
    var isAtTop = true
    var pending: String?
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let trimmed = line.drop { $0.isWhitespace }
      if isAtTop, let directive = Self.directive(trimmed) {
        if directive.name == "escape" { escape = try Self.escape(directive.value) }
        continue
      }
      isAtTop = false
      if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
      // What continues a line keeps the blanks in front of it.
      let whole = (pending ?? "") + (pending == nil ? trimmed : line)
      if let head = continued(whole) {
        pending = head
      } else {
        lines.append(whole)
        pending = nil
      }
    }
    if let pending, !pending.allSatisfy(\.isWhitespace) { lines.append(pending) }
  }

  /// The line without its escape character at the end; nil where there is none, or one that is escaped itself.
  private func continued(_ line: String) -> String? {
    var scalars = line.unicodeScalars[...]
    while let last = scalars.last, last == " " || last == "\t" { scalars = scalars.dropLast() }
    guard scalars.last == escape else { return nil }
    scalars = scalars.dropLast()
    return scalars.last == escape ? nil : String(scalars)
  }

  /// `# NAME=VALUE`.
  private static func directive(_ line: Substring) -> (name: String, value: String)? {
    guard line.hasPrefix("#") else { return nil }
    let parts = line.dropFirst().split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let (name, value) = (parts[0].trimmed, parts[1].trimmed)
    guard let first = name.utf8.first, first.isASCIILetter, name.utf8.allSatisfy(\.isAlphanumeric), !value.isEmpty
    else { return nil }
    return (name.lowercased(), String(value))
  }

  private static func escape(_ text: String) throws(ConfigurationChangeError) -> Unicode.Scalar {
    switch text {
    case "\\": "\\"
    case "`": "`"
    default: throw .invalidEscape(text)
    }
  }
}

extension UInt8 {
  fileprivate var isASCIILetter: Bool { isLowerLetter || isUpperLetter }
}

extension StringProtocol {
  /// Without blanks at both ends.
  var trimmed: SubSequence {
    var text = self[...]
    while text.first?.isWhitespace == true { text = text.dropFirst() }
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return text
  }
}
