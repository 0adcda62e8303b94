/// Writes what is ours on a page in one way: switches, the marks of checks and tips, and the order of `tutorial:` in the
/// front matter. Nothing else is ours: prose, fences with their info strings, samples, line ends and all other bytes
/// stay, and the page means the same before and after.
struct PageFormat {
  /// The page's bytes as they are, as lines.
  let before: SourceText
  /// What would change, by lines of what is there before.
  let edits: [SourceText.Edit]

  /// The page's bytes as they would be.
  var after: SourceText { before.applying(edits) }

  /// Looks at a page that can be read.
  ///
  /// - Throws: `PageError`.
  init(_ bytes: [UInt8], path: String) throws(PageError) {
    let page = try Page(parsing: bytes, path: path)
    before = SourceText(bytes)
    // Whatever a rule overlooks: changes that would make another page of it are left out.
    let source = before
    func keeps(_ edits: [SourceText.Edit]) -> Bool {
      guard let changed = try? Page(parsing: source.applying(edits).bytes, path: path) else { return false }
      return Self.same(page, changed)
    }
    let found = Self.edits(of: page)
    var edits = found.isEmpty || keeps(found) ? found : found.prefix(Self.mostTried).filter { keeps([$0]) }
    // Front matter is one change of several lines.
    let matter = FrontMatterFormat.edits(of: page)
    if !matter.isEmpty, keeps(matter) { edits = matter + edits }
    self.edits = edits
  }

  /// So many changes are tried one by one where they can't all be made.
  private static let mostTried = 100

  /// Whether two readings of a page are the same tutorial.
  private static func same(_ first: Page, _ second: Page) -> Bool {
    first.frontMatter == second.frontMatter && first.title == second.title && first.steps == second.steps
      && first.epilogue == second.epilogue
  }

  private static func edits(of page: Page) -> [SourceText.Edit] {
    var edits: [SourceText.Edit] = []
    let checks = Dictionary(
      page.steps.flatMap(\.checks).map { ($0.line, $0.check) }, uniquingKeysWith: { first, _ in first })
    let fences = page.fencedLines
    for (index, line) in page.source.enumerated() where !fences.contains(index + 1) {
      let changed: String?
      if let check = checks[index + 1] {
        changed = Self.check(check, in: line)
      } else {
        changed = SwitchText.canonical(line) ?? tip(line)
      }
      if let changed, changed != line { edits.append(.replace(line: index + 1, with: changed)) }
    }
    return edits
  }

  /// A check's code span with one blank between its words. One with quotes or backslashes stays as its author, or a
  /// reader on Windows, likes it.
  private static func check(_ check: Check, in line: String) -> String? {
    var rest = line[...]
    var head = ""
    while let start = rest.firstIndex(of: "`") {
      head += rest[...start]
      rest = rest[rest.index(after: start)...]
      guard let end = rest.firstIndex(of: "`") else { return nil }
      let span = String(rest[..<end])
      if let found = try? Check.parse(span), found == check {
        if span.contains(where: { "'\"\\".contains($0) }) { return nil }
        return head + span.blankSeparated.joined(separator: " ") + rest[end...]
      }
      head += rest[...end]
      rest = rest[rest.index(after: end)...]
    }
    return nil
  }

  /// The first line of a tip: GitHub writes its name in capitals.
  private static func tip(_ line: String) -> String? {
    let text = line.trimmed
    guard text.hasPrefix(">"), text.dropFirst().trimmingWhitespace.lowercased() == "[!tip]" else { return nil }
    return line.prefix { $0 == " " } + "> [!TIP]"
  }
}

extension Page {
  /// The lines of all code.
  var fencedLines: Set<Int> {
    var lines: Set<Int> = []
    for block in MarkdownBlocks(Page.body(of: source, FrontMatterReader(source))).blocks {
      if case .code = block.kind { lines.formUnion(block.lines) }
    }
    if let matter = FrontMatterReader(source)?.lines { lines.formUnion(matter) }
    return lines
  }
}
