/// What stands in front of the line that is typed.
///
/// The text may hold `\n` (the upper lines are printed once, the last one is redrawn with the line) and colours as SGR
/// sequences (`ESC [ … m`), which take no columns. End it with a space: see ``libeditForm``.
public struct Prompt: Sendable, Equatable, ExpressibleByStringLiteral {
  /// The whole text.
  public let text: String

  /// Makes a prompt of a text.
  public init(_ text: String) { self.text = text }

  /// Makes a prompt of a literal.
  public init(stringLiteral value: String) { self.init(value) }

  /// The character that opens and closes a part without width in libedit's form.
  static let escape: Character = "\u{1}"

  /// The lines above the last one, each with its newline; empty for most prompts.
  var upperLines: Substring {
    guard let newline = text.lastIndex(where: \.isNewline) else { return "" }
    return text[...newline]
  }

  /// The last line.
  var lastLine: Substring { text[upperLines.endIndex...] }

  /// The last line for EL_PROMPT_ESC. libedit ties a part without width to the next printable character, drops one at
  /// the very end and stumbles over two in a row: so neighbours are merged, and one at the end goes before the last
  /// character, which should be a space.
  var libeditForm: String {
    var printable: [(before: String, character: Character)] = []
    var pending = ""
    var rest = lastLine
    while let first = rest.first {
      if let sequence = Prompt.escapeSequence(at: rest) {
        pending += sequence
        rest = rest[sequence.endIndex...]
        continue
      }
      rest = rest.dropFirst()
      guard first != Prompt.escape, first != "\u{1b}" else { continue }
      printable.append((pending, first))
      pending = ""
    }
    if !printable.isEmpty { printable[printable.count - 1].before += pending }
    return printable.map { before, character in
      before.isEmpty ? String(character) : "\(Prompt.escape)\(before)\(Prompt.escape)\(character)"
    }.joined()
  }

  /// The last line without its colours: what takes columns.
  var visibleText: String {
    var result = ""
    var rest = lastLine
    while let first = rest.first {
      if let sequence = Prompt.escapeSequence(at: rest) {
        rest = rest[sequence.endIndex...]
      } else {
        if first != "\u{1b}", first != Prompt.escape { result.append(first) }
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// The control sequence that `text` begins with, when it begins with one.
  private static func escapeSequence(at text: Substring) -> Substring? {
    guard text.hasPrefix("\u{1b}[") else { return nil }
    guard let end = text.dropFirst(2).firstIndex(where: { ("@"..."~").contains($0) }) else { return nil }
    return text[...end]
  }
}
