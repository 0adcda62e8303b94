import ImageCommands

/// What may be typed for a page or one of its steps.
struct PageWordList {
  let library: Library

  /// The words for a place; those of a step belong to the page that stands before it. Reads the pages.
  func words(for kind: ArgumentKind, behind words: [String]) -> [KnownWord] {
    switch kind {
    case .page: library.pages.map { KnownWord($0, gloss: page($0)?.title) }
    case .step: words.dropFirst(2).lazy.filter { !$0.hasPrefix("-") }.compactMap(page).first.map(Self.steps) ?? []
    default: []
    }
  }

  /// The steps by their places, and by the names that the page gives them.
  private static func steps(of page: Page) -> [KnownWord] {
    page.steps.map { KnownWord(String($0.ordinal), gloss: $0.heading) }
      + page.steps.compactMap { step in step.switches.id.map { KnownWord($0, gloss: step.heading) } }
  }

  private func page(_ name: String) -> Page? {
    guard let path = try? library.page(name) else { return nil }
    return try? Page(contentsOf: path)
  }
}
