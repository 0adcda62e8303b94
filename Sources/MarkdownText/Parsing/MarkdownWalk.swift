import CCmarkGFM

/// What a walk over a document meets.
public enum MarkdownEvent {
  /// A node begins. A node that can't have children is only entered.
  case enter(MarkdownNode)
  /// The children of a node are over.
  case leave(MarkdownNode)
}

/// Walks a document's nodes without recursion, so that depth costs no stack.
public final class MarkdownWalk: IteratorProtocol, Sequence {
  private let document: MarkdownDocument
  private let iterator: OpaquePointer?

  init(of document: MarkdownDocument, from root: OpaquePointer?) {
    self.document = document
    iterator = root.flatMap { cmark_iter_new($0) }
  }

  deinit { iterator.map { cmark_iter_free($0) } }

  /// The next event, until the node that the walk began with is left.
  public func next() -> MarkdownEvent? {
    guard let iterator else { return nil }
    let event = cmark_iter_next(iterator)
    guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { return nil }
    let found = MarkdownNode(node, in: document)
    return event == CMARK_EVENT_ENTER ? .enter(found) : .leave(found)
  }

  /// Goes on behind the node that was entered last; it is not left.
  public func skipChildren() {
    guard let iterator, let node = cmark_iter_get_node(iterator) else { return }
    cmark_iter_reset(iterator, node, CMARK_EVENT_EXIT)
  }
}
