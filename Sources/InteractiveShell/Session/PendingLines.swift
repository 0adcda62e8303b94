import CommandLanguage

/// The beginning of a command line that goes on: `\` at the end, an open quote, a trailing `|`.
struct PendingLines {
  private(set) var text: String?
  private var reason: Incompleteness?

  /// The whole so far with the next line behind it. The prompt that other shells show before such a line is dropped,
  /// except within quotes, where it may be meant.
  func joined(with line: String) -> String {
    guard let text else { return line }
    let isQuoted = reason == .singleQuote || reason == .doubleQuote
    return "\(text)\n\(isQuoted ? line : CommandLanguage.Prompt.split(line, [.angle])?.rest ?? line)"
  }

  /// Waits for more.
  mutating func keep(_ text: String, _ reason: Incompleteness) { (self.text, self.reason) = (text, reason) }

  /// Begins anew.
  mutating func clear() { (text, reason) = (nil, nil) }
}
