import Presentation

/// Lays a document out, block by block.
struct Composer {
  private(set) var lines: [String] = []

  private let columns: Int
  private var margin: Margin
  /// The lists and quotes around the text, and whether their blocks stand without blank lines.
  private var containers: [Container] = []
  /// Whether a blank line is due before the next block.
  private var needsBlank = false
  private var table: [[InlineText]] = []
  /// The name of the alert that the next text begins with.
  private var label: String?
  private var inline: InlineComposer

  private struct Container {
    var number: Int?
    let delimiter: String
    let isTight: Bool
  }

  init(columns: Int, style: Style, label: String? = nil) {
    self.columns = columns
    self.label = label
    margin = Margin(columns: columns)
    inline = InlineComposer(style: style)
  }

  /// Adds a document's lines, and the addresses of its links below.
  mutating func compose(_ document: MarkdownDocument, address shown: (String) -> String) {
    let walk = document.walk()
    while let event = walk.next() {
      switch event {
      case .enter(let node):
        enter(node)
        if inline.enter(node) == .past { walk.skipChildren() }
      case .leave(let node):
        inline.leave(node)
        leave(node)
      }
    }
    flushLabel()
    guard !inline.addresses.all.isEmpty else { return }
    separate()
    for (index, address) in inline.addresses.all.enumerated() {
      emit("[\(index + 1)] \(Escaping.line(shown(address)))")
    }
  }

  private mutating func enter(_ node: MarkdownNode) {
    switch node.kind {
    case .blockQuote:
      flushLabel()
      separate()
      margin.push(first: "> ")
      containers.append(Container(number: nil, delimiter: "", isTight: false))
      if let alert = node.alert {
        // The first paragraph tells the kind, up to its first line end.
        label = alert.title + ":"
        inline.isSkipping = true
      }
    case .list:
      flushLabel()
      separate()
      let style = node.listStyle
      containers.append(
        Container(number: style?.start, delimiter: style?.delimiter ?? "", isTight: style?.isTight ?? true))
    case .item, .taskItem:
      separate()
      let marker = marker(of: node)
      margin.push(first: marker, rest: String(repeating: " ", count: marker.utf8.count))
    case .codeBlock: addCode(node.literal)
    case .htmlBlock: addHTML(node.literal)
    case .thematicBreak: addLines(["---"])
    case .table: table = []
    case .tableRow: table.append([])
    case .tableCell: inline.begin(withSigns: true)
    case .heading: inline.begin(.strong)
    case .paragraph: if !inline.isSkipping { inline.begin(label: takeLabel()) }
    case .softBreak, .lineBreak: if inline.isSkipping { inline.begin(label: takeLabel()) }
    default: break
    }
  }

  private mutating func leave(_ node: MarkdownNode) {
    switch node.kind {
    case .blockQuote:
      flushLabel()
      margin.pop()
      closeContainer()
    case .list: closeContainer()
    case .item, .taskItem:
      if margin.hasMarker { addLines([""]) }
      margin.pop()
    case .paragraph:
      // Nothing but the alert's kind stood here.
      if inline.isSkipping { inline.isSkipping = false } else { addText() }
    case .heading: addHeading(level: node.level)
    case .tableCell:
      let cell = inline.take()
      if !table.isEmpty { table[table.count - 1].append(cell) }
    case .table:
      addLines(TableLayout(table, columns: columns - margin.width, style: inline.style).lines)
      table = []
    default: break
    }
  }

  // MARK: Blocks

  private mutating func addText() {
    let text = inline.take()
    guard !text.isEmpty else { return }
    separate()
    for line in LineFiller(text, columns: columns - margin.width, style: inline.style).lines { emit(line) }
    endBlock()
  }

  private mutating func addHeading(level: Int) {
    guard !inline.text.isEmpty else { return }
    flushLabel()
    separate()
    let sign = String(repeating: "#", count: level) + " "
    margin.push(first: sign, rest: String(repeating: " ", count: sign.utf8.count))
    addText()
    margin.pop()
  }

  private mutating func addCode(_ literal: String) {
    var code = literal.split(separator: "\n", omittingEmptySubsequences: false)
    if code.last?.isEmpty == true { code.removeLast() }
    addLines(code.map { "    " + Escaping.line(Self.expandingTabs($0)) })
  }

  /// The text with blanks up to the next eighth column in place of tabs, as a terminal shows them.
  private static func expandingTabs(_ line: Substring) -> String {
    guard line.utf8.contains(0x09) else { return String(line) }
    var text = ""
    var width = 0
    for (index, part) in line.split(separator: "\t", omittingEmptySubsequences: false).enumerated() {
      let blanks = index == 0 ? 0 : 8 - width % 8
      text += String(repeating: " ", count: blanks) + part
      width += blanks + DisplayWidth.of(String(part))
    }
    return text
  }

  private mutating func addHTML(_ html: String) {
    var text = InlineText()
    for line in HTMLText.lines(of: html) {
      text.addLineEnd()
      text.add(line)
    }
    guard !text.isEmpty else { return }
    addLines(LineFiller(text, columns: columns - margin.width, style: inline.style).lines)
  }

  private mutating func marker(of item: MarkdownNode) -> String {
    if item.kind == .taskItem { return item.isChecked ? "[x] " : "[ ] " }
    guard let list = containers.indices.last, let number = containers[list].number else { return "- " }
    containers[list].number = number + 1
    return "\(number)\(containers[list].delimiter) "
  }

  // MARK: Lines

  private mutating func addLines(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    flushLabel()
    separate()
    for line in lines { emit(line) }
    endBlock()
  }

  private mutating func takeLabel() -> String? {
    defer { label = nil }
    return label
  }

  /// Shows the name of an alert that no text follows.
  private mutating func flushLabel() {
    guard let label = takeLabel() else { return }
    separate()
    emit(inline.style.bold(label))
    endBlock()
  }

  private mutating func closeContainer() {
    _ = containers.popLast()
    endBlock()
  }

  private mutating func endBlock() { needsBlank = containers.last?.isTight != true }

  private mutating func separate() {
    if needsBlank { emit("") }
    needsBlank = false
  }

  private mutating func emit(_ line: String) {
    let line = margin.take() + line
    let blanks = line.utf8.reversed().prefix { $0 == 0x20 }.count
    lines.append(String(line.dropLast(blanks)))
  }
}
