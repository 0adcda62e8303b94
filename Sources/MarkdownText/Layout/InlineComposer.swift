import Presentation

/// Collects the text of one paragraph, heading or cell, and the addresses of all links.
struct InlineComposer {
  enum Descent { case into, past }

  let style: Style
  private(set) var text = InlineText()
  private(set) var addresses = Addresses()
  /// Whether everything is left out until a text begins.
  var isSkipping = false

  private var looks: [Looks] = [[]]
  /// Whether signs stand around emphasised text: where styles are off, and in tables.
  private var showsSigns = true
  /// Where the text of the link around begins.
  private var linkStart = 0

  init(style: Style) { self.style = style }

  /// Begins a text that looks so, perhaps with a label in front.
  mutating func begin(_ base: Looks = [], label: String? = nil, withSigns: Bool = false) {
    isSkipping = false
    text = InlineText()
    looks = [base]
    showsSigns = withSigns || !style.isEnabled
    guard let label else { return }
    text.add(label, .strong)
    text.addBlank()
  }

  /// Takes the text that was collected.
  mutating func take() -> InlineText {
    defer { text = InlineText() }
    return text
  }

  private var current: Looks { looks.last ?? [] }

  mutating func enter(_ node: MarkdownNode) -> Descent {
    if isSkipping { return .into }
    switch node.kind {
    case .text: text.add(node.literal, current)
    case .softBreak: text.addSoftBreak()
    case .lineBreak: text.addLineEnd()
    case .code: addCode(node.literal)
    case .html: if HTMLText.isLineBreak(node.literal) { text.addLineEnd() }
    case .emphasis: open(.emphasis, "*")
    case .strong: open(.strong, "**")
    case .strikethrough: open(.struck, "~~")
    case .link: linkStart = text.pieces.count
    case .image:
      text.open("[image: ", current)
      text.add(node.plainText, current)
      text.close("]", current)
      return .past
    default: break
    }
    return .into
  }

  mutating func leave(_ node: MarkdownNode) {
    if isSkipping { return }
    switch node.kind {
    case .emphasis: close("*")
    case .strong: close("**")
    case .strikethrough: close("~~")
    case .link: closeLink(node.address)
    default: break
    }
  }

  private mutating func open(_ look: Looks, _ sign: String) {
    looks.append(current.union(look))
    // Struck text must not be read for what it is not, on a terminal that can't strike.
    if showsSigns || look == .struck { text.open(sign, current) }
  }

  private mutating func close(_ sign: String) {
    if showsSigns || sign == "~~" { text.close(sign, current) }
    if looks.count > 1 { looks.removeLast() }
  }

  private mutating func addCode(_ code: String) {
    let runs = code.split { $0 != "`" }.map(\.count)
    let fence = String(repeating: "`", count: (runs.max() ?? 0) + 1)
    let looks = current.union(.code)
    text.open(fence, looks)
    if code.hasPrefix("`") { text.addBlank() }
    text.add(code, looks)
    if code.hasSuffix("`") { text.addBlank() }
    text.close(fence, looks)
  }

  /// Numbers the address of a link, if the text is not the address itself and it leads out of the text.
  private mutating func closeLink(_ address: String) {
    guard !address.isEmpty, !address.hasPrefix("#"), linkStart < text.pieces.count else { return }
    let shown = text.text(from: linkStart)
    if shown == Escaping.line(address) || "mailto:" + shown == Escaping.line(address) { return }
    text.close(" [\(addresses.number(of: address))]", current)
  }
}
