import MarkdownText

/// A piece of a page that matters to a tutorial, with its lines (from 1).
struct MarkdownBlock {
  enum Kind {
    case heading(level: Int, text: String)
    case code(Code)
    case html(String)
    /// A comment inside of a paragraph.
    case inlineHTML(String)
    case taskItem
    /// A code span in a task-list item's first paragraph.
    case taskSpan(String)
    case tip
    case paragraph
    case other
  }

  struct Code {
    let info: String
    let lines: [Sample.Line]
    let isFenced: Bool
    let isClosed: Bool
  }

  let lines: ClosedRange<Int>
  let kind: Kind
}

/// The pieces of a Markdown page, in their order.
struct MarkdownBlocks {
  private(set) var blocks: [MarkdownBlock] = []
  private let source: [String]

  /// Parses the lines of a page; those of the front matter must be blank.
  init(_ lines: [String]) {
    source = lines
    let walk = MarkdownDocument(lines).walk()
    while let event = walk.next() {
      if case .enter(let node) = event, enter(node) { walk.skipChildren() }
    }
  }

  private mutating func add(_ node: MarkdownNode, _ kind: MarkdownBlock.Kind) {
    blocks.append(MarkdownBlock(lines: node.lines, kind: kind))
  }

  /// Returns whether the children are to be left out.
  private mutating func enter(_ node: MarkdownNode) -> Bool {
    switch node.kind {
    case .codeBlock: add(node, .code(code(node)))
    case .heading: add(node, .heading(level: node.level, text: node.plainText))
    case .htmlBlock:
      let literal = node.literal
      // cmark-gfm's end line is wrong here.
      let start = node.lines.lowerBound
      blocks.append(MarkdownBlock(lines: start...start + max(0, literal.lines.count - 1), kind: .html(literal)))
    case .html:
      let literal = node.literal
      if literal.hasPrefix("<!--") { add(node, .inlineHTML(literal)) }
    case .paragraph: add(node, .paragraph)
    case .blockQuote:
      let isTip = node.alert == .tip
      add(node, isTip ? .tip : .other)
      return isTip
    case .taskItem: add(node, .taskItem)
    case .code: if let task = taskSpan(node) { blocks.append(task) }
    case .list, .thematicBreak, .table: add(node, .other)
    default: break
    }
    return false
  }

  private func code(_ node: MarkdownNode) -> MarkdownBlock.Code {
    let fence = node.fence
    let first = node.lines.lowerBound + (fence == nil ? 0 : 1)
    let lines = node.literal.lines.enumerated().map { Sample.Line(number: first + $0.offset, text: $0.element) }
    let end = node.lines.upperBound
    // A list's next item or the end of a quote close a fence inside of it, too: text goes on behind it then.
    let isClosed =
      fence.map { fence in
        node.lines.count > 1 && closes(end, fence) || source.dropFirst(end).contains { !$0.isBlank }
      } ?? true
    return .init(info: fence?.info ?? "", lines: lines, isFenced: fence != nil, isClosed: isClosed)
  }

  /// Whether a line of the source ends a fence.
  private func closes(_ line: Int, _ fence: MarkdownFence) -> Bool {
    guard line <= source.count else { return false }
    let bytes = source[line - 1].utf8.drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
    let run = bytes.prefix { $0 == fence.character }
    return run.count >= fence.length && bytes.dropFirst(run.count).allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  private func taskSpan(_ node: MarkdownNode) -> MarkdownBlock? {
    var block = node.parent
    while let current = block, current.kind != .paragraph { block = current.parent }
    guard let paragraph = block, paragraph.isFirst, paragraph.parent?.kind == .taskItem else { return nil }
    let line = max(node.lines.lowerBound, paragraph.lines.lowerBound)
    return MarkdownBlock(lines: line...line, kind: .taskSpan(node.literal))
  }
}
