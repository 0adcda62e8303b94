import CCmarkGFM

/// A parsed Markdown document: [CommonMark 0.29](https://spec.commonmark.org/0.29/) with GitHub's
/// [task lists, tables and strikethrough](https://github.github.com/gfm/).
///
/// Parsing takes time and memory linear in the source, whatever it is: see ``ParsedSource``. A document belongs to one
/// task; what has to be kept is copied out of its nodes.
public final class MarkdownDocument {
  private let root: OpaquePointer?
  private let source: ParsedSource

  /// Registered once: the registration is not safe to run twice at the same time.
  private static let isRegistered: Bool = {
    cmark_gfm_core_extensions_ensure_registered()
    return true
  }()

  /// Parses lines without their ends.
  public init(_ lines: [String]) {
    source = ParsedSource(lines)
    guard Self.isRegistered, let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else {
      root = nil
      return
    }
    defer { cmark_parser_free(parser) }
    for name in ["tasklist", "strikethrough"] + (source.mayHaveTables ? ["table"] : []) {
      if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
    }
    for line in source.lines {
      var line = line + "\n"
      line.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
      }
    }
    root = cmark_parser_finish(parser)
  }

  deinit { root.map { cmark_node_free($0) } }

  /// A walk over all nodes in the order of the source.
  public func walk() -> MarkdownWalk { MarkdownWalk(of: self, from: root) }

  /// The line of the source, from 1, that the parser counts as this one.
  func sourceLine(_ line: Int32) -> Int { source.number(of: Int(line)) }
}
