import GoTemplates

/// A thing as `inspect` shows it.
struct Inspected: Sendable {
  /// The whole document, in docker's order: what is printed.
  let document: Value
  /// What docker's own client reads out of it: templates are filled in with this first, and with the whole document
  /// where they name what this has not.
  let typed: Value

  init(_ document: Record, typed: Record? = nil) {
    self.document = .record(document)
    self.typed = .record(typed ?? document)
  }
}
