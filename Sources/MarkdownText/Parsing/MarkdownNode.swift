import CCmarkGFM

/// A node of a document; it keeps the document alive.
public struct MarkdownNode {
  /// What a node is. See [CommonMark's blocks and inlines](https://spec.commonmark.org/0.29/#blocks-and-inlines).
  public enum Kind: Hashable, Sendable {
    /// The root.
    case document
    /// `> …`
    case blockQuote
    /// A list; its children are items.
    case list
    /// An item of a list.
    case item
    /// An item that begins with `[ ]` or `[x]`.
    case taskItem
    /// Fenced or indented code.
    case codeBlock
    /// Lines of HTML.
    case htmlBlock
    /// Text between blank lines.
    case paragraph
    /// `# …`
    case heading
    /// `---`
    case thematicBreak
    /// A table; its first row has the headings.
    case table
    /// A row of a table, the headings' too.
    case tableRow
    /// A cell of a row.
    case tableCell
    /// Literal text.
    case text
    /// A line end that means a blank.
    case softBreak
    /// A line end that is meant.
    case lineBreak
    /// A code span.
    case code
    /// A tag or a comment inside of text.
    case html
    /// `*…*`
    case emphasis
    /// `**…**`
    case strong
    /// `~~…~~`
    case strikethrough
    /// `[…](…)`
    case link
    /// `![…](…)`
    case image
    /// Anything else.
    case other
  }

  private let node: OpaquePointer
  private let document: MarkdownDocument

  init(_ node: OpaquePointer, in document: MarkdownDocument) {
    self.node = node
    self.document = document
  }

  /// What it is.
  public var kind: Kind {
    let type = cmark_node_get_type(node)
    if type == CMARK_NODE_ITEM { return typeName == "tasklist" ? .taskItem : .item }
    return Self.kinds[type.rawValue] ?? Self.extended[typeName] ?? .other
  }

  private static let kinds: [UInt32: Kind] = [
    CMARK_NODE_DOCUMENT.rawValue: .document, CMARK_NODE_BLOCK_QUOTE.rawValue: .blockQuote,
    CMARK_NODE_LIST.rawValue: .list, CMARK_NODE_CODE_BLOCK.rawValue: .codeBlock,
    CMARK_NODE_HTML_BLOCK.rawValue: .htmlBlock, CMARK_NODE_PARAGRAPH.rawValue: .paragraph,
    CMARK_NODE_HEADING.rawValue: .heading, CMARK_NODE_THEMATIC_BREAK.rawValue: .thematicBreak,
    CMARK_NODE_TEXT.rawValue: .text, CMARK_NODE_SOFTBREAK.rawValue: .softBreak,
    CMARK_NODE_LINEBREAK.rawValue: .lineBreak, CMARK_NODE_CODE.rawValue: .code,
    CMARK_NODE_HTML_INLINE.rawValue: .html, CMARK_NODE_EMPH.rawValue: .emphasis,
    CMARK_NODE_STRONG.rawValue: .strong, CMARK_NODE_LINK.rawValue: .link, CMARK_NODE_IMAGE.rawValue: .image,
  ]

  private static let extended: [String: Kind] = [
    "tasklist": .taskItem, "table": .table, "table_header": .tableRow, "table_row": .tableRow,
    "table_cell": .tableCell, "strikethrough": .strikethrough,
  ]

  private var typeName: String { String(cString: cmark_node_get_type_string(node)) }

  // MARK: Where it stands

  /// Its lines in the source, from 1; not known to the line for what stands inside of a paragraph.
  public var lines: ClosedRange<Int> {
    let start = max(1, document.sourceLine(cmark_node_get_start_line(node)))
    return start...max(start, document.sourceLine(cmark_node_get_end_line(node)))
  }

  /// The node around it.
  public var parent: MarkdownNode? { cmark_node_parent(node).map { MarkdownNode($0, in: document) } }

  /// The node that begins it.
  public var firstChild: MarkdownNode? { cmark_node_first_child(node).map { MarkdownNode($0, in: document) } }

  /// The node behind it, with the same parent.
  public var next: MarkdownNode? { cmark_node_next(node).map { MarkdownNode($0, in: document) } }

  /// Whether its parent begins with it.
  public var isFirst: Bool { cmark_node_previous(node) == nil }

  /// A walk over it and all below.
  public func walk() -> MarkdownWalk { MarkdownWalk(of: document, from: node) }

  // MARK: What it says

  /// The literal text of text, code and HTML; empty for what has none.
  public var literal: String { Self.string(cmark_node_get_literal(node)) }

  /// The address of a link or an image.
  public var address: String { Self.string(cmark_node_get_url(node)) }

  /// A heading's level, 1 to 6; else 0.
  public var level: Int { Int(cmark_node_get_heading_level(node)) }

  /// Whether a task-list item is ticked.
  public var isChecked: Bool { cmark_gfm_extensions_get_tasklist_item_checked(node) }

  /// The line that opens fenced code; `nil` for indented code and for what is no code.
  public var fence: MarkdownFence? {
    var length: Int32 = 0
    var offset: Int32 = 0
    var character: CChar = 0
    guard cmark_node_get_fenced(node, &length, &offset, &character) != 0 else { return nil }
    return MarkdownFence(
      length: Int(length), character: UInt8(bitPattern: character),
      info: Self.string(cmark_node_get_fence_info(node)))
  }

  /// How a list is numbered and spaced; `nil` for what is no list.
  public var listStyle: MarkdownListStyle? {
    let type = cmark_node_get_list_type(node)
    guard type != CMARK_NO_LIST, cmark_node_get_type(node) == CMARK_NODE_LIST else { return nil }
    return MarkdownListStyle(
      start: type == CMARK_ORDERED_LIST ? Int(cmark_node_get_list_start(node)) : nil,
      delimiter: cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM ? ")" : ".",
      isTight: cmark_node_get_list_tight(node) != 0)
  }

  /// The text of it and of all below, without any markup; line ends are blanks.
  public var plainText: String {
    var text = ""
    for case .enter(let inner) in walk() {
      switch inner.kind {
      case .text, .code: text += inner.literal
      case .softBreak, .lineBreak: text += " "
      default: break
      }
    }
    return text
  }

  private static func string(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }
}
