/// The kinds of a quote that begins with a line as `[!TIP]`.
/// See [GitHub's alerts](https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts).
public enum MarkdownAlert: String, Hashable, Sendable, CaseIterable {
  case note, tip, important, warning, caution

  /// Its name, as people read it.
  public var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

extension MarkdownNode {
  /// What kind of alert a quote is; `nil` for an ordinary quote and for what is none.
  public var alert: MarkdownAlert? {
    guard kind == .blockQuote, let paragraph = firstChild, paragraph.kind == .paragraph else { return nil }
    var text = ""
    var child = paragraph.firstChild
    // The longest name, its brackets and the sign.
    while let inline = child, inline.kind == .text, text.utf8.count < 16 {
      text += inline.literal
      child = inline.next
    }
    guard child.map({ $0.kind == .softBreak || $0.kind == .lineBreak }) ?? true else { return nil }
    guard text.hasPrefix("[!"), text.hasSuffix("]") else { return nil }
    return MarkdownAlert(rawValue: text.dropFirst(2).dropLast().lowercased())
  }
}
