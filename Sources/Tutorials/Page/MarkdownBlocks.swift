import CCmarkGFM

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

/// Walks a CommonMark document (https://spec.commonmark.org/0.29/ with GitHub's task lists) once, without recursion.
struct MarkdownBlocks {
  private(set) var blocks: [MarkdownBlock] = []
  private let source: [String]

  /// Registered once: the registration is not safe to run twice at the same time.
  private static let registered: Bool = {
    cmark_gfm_core_extensions_ensure_registered()
    return true
  }()

  /// Parses the lines of a page; those of the front matter must be blank.
  init(_ lines: [String]) {
    source = lines
    guard Self.registered, let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return }
    defer { cmark_parser_free(parser) }
    for name in ["tasklist", "table"] {
      if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
    }
    for line in lines {
      var bytes = Array(line.utf8.map { CChar(bitPattern: $0) })
      bytes.append(10)
      cmark_parser_feed(parser, bytes, bytes.count)
    }
    guard let root = cmark_parser_finish(parser) else { return }
    defer { cmark_node_free(root) }
    guard let iterator = cmark_iter_new(root) else { return }
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { break }
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) else { continue }
      if enter(node) { cmark_iter_reset(iterator, node, CMARK_EVENT_EXIT) }
    }
  }

  private mutating func add(_ node: OpaquePointer, _ kind: MarkdownBlock.Kind) {
    let start = max(1, Int(cmark_node_get_start_line(node)))
    blocks.append(MarkdownBlock(lines: start...max(start, Int(cmark_node_get_end_line(node))), kind: kind))
  }

  /// Returns whether the children are to be left out.
  private mutating func enter(_ node: OpaquePointer) -> Bool {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_CODE_BLOCK: add(node, .code(code(node)))
    case CMARK_NODE_HEADING:
      add(node, .heading(level: Int(cmark_node_get_heading_level(node)), text: Self.text(of: node)))
    case CMARK_NODE_HTML_BLOCK:
      let literal = Self.string(cmark_node_get_literal(node))
      // cmark-gfm's end line is wrong here.
      let start = max(1, Int(cmark_node_get_start_line(node)))
      blocks.append(MarkdownBlock(lines: start...start + max(0, literal.lines.count - 1), kind: .html(literal)))
    case CMARK_NODE_HTML_INLINE:
      let literal = Self.string(cmark_node_get_literal(node))
      if literal.hasPrefix("<!--") { add(node, .inlineHTML(literal)) }
    case CMARK_NODE_PARAGRAPH: add(node, .paragraph)
    case CMARK_NODE_BLOCK_QUOTE:
      let isTip = isTip(node)
      add(node, isTip ? .tip : .other)
      return isTip
    case CMARK_NODE_ITEM: if Self.isTaskItem(node) { add(node, .taskItem) }
    case CMARK_NODE_CODE: if let task = taskSpan(node) { blocks.append(task) }
    case CMARK_NODE_LIST, CMARK_NODE_THEMATIC_BREAK: add(node, .other)
    default:
      let name = String(cString: cmark_node_get_type_string(node))
      if name == "tasklist" { add(node, .taskItem) }
      if name == "table" { add(node, .other) }
    }
    return false
  }

  private func code(_ node: OpaquePointer) -> MarkdownBlock.Code {
    var length: Int32 = 0
    var offset: Int32 = 0
    var character: CChar = 0
    let isFenced = cmark_node_get_fenced(node, &length, &offset, &character) != 0
    let start = Int(cmark_node_get_start_line(node))
    let first = isFenced ? start + 1 : start
    let literal = Self.string(cmark_node_get_literal(node)).lines
    let lines = literal.enumerated().map { Sample.Line(number: first + $0.offset, text: $0.element) }
    let end = Int(cmark_node_get_end_line(node))
    let isClosed = !isFenced || (end > start && closes(end, length: Int(length), UInt8(bitPattern: character)))
    return .init(
      info: Self.string(cmark_node_get_fence_info(node)), lines: lines, isFenced: isFenced, isClosed: isClosed)
  }

  /// Whether a line of the source ends a fence.
  private func closes(_ line: Int, length: Int, _ character: UInt8) -> Bool {
    guard line <= source.count else { return false }
    let bytes = source[line - 1].utf8.drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
    let run = bytes.prefix { $0 == character }
    return run.count >= length && bytes.dropFirst(run.count).allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  private func isTip(_ node: OpaquePointer) -> Bool {
    // Only the innermost of nested quotes is looked at, so that a line of 100 000 `>` costs one look.
    guard let first = cmark_node_first_child(node), cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH else {
      return false
    }
    let line = Int(cmark_node_get_start_line(first))
    guard line > 0, line <= source.count else { return false }
    return source[line - 1].filter { !" \t>".contains($0) }.lowercased() == "[!tip]"
  }

  private static func isTaskItem(_ node: OpaquePointer) -> Bool {
    String(cString: cmark_node_get_type_string(node)) == "tasklist"
  }

  private func taskSpan(_ node: OpaquePointer) -> MarkdownBlock? {
    var block = cmark_node_parent(node)
    while let current = block, cmark_node_get_type(current) != CMARK_NODE_PARAGRAPH {
      block = cmark_node_parent(current)
    }
    guard let paragraph = block, cmark_node_previous(paragraph) == nil, let item = cmark_node_parent(paragraph),
      Self.isTaskItem(item)
    else { return nil }
    let line = max(1, Int(cmark_node_get_start_line(node)), Int(cmark_node_get_start_line(paragraph)))
    return MarkdownBlock(lines: line...line, kind: .taskSpan(Self.string(cmark_node_get_literal(node))))
  }

  private static func text(of node: OpaquePointer) -> String {
    guard let iterator = cmark_iter_new(node) else { return "" }
    defer { cmark_iter_free(iterator) }
    var text = ""
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return text }
      guard event == CMARK_EVENT_ENTER, let inner = cmark_iter_get_node(iterator) else { continue }
      switch cmark_node_get_type(inner) {
      case CMARK_NODE_TEXT, CMARK_NODE_CODE: text += string(cmark_node_get_literal(inner))
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: text += " "
      default: break
      }
    }
  }

  private static func string(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }
}
