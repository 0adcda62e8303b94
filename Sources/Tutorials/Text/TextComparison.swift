/// Compares ordinary lines: literal text in order, with typed places.
struct TextComparison {
  let sample: [Sample.Line]
  let seen: [String]
  let isUnordered: Bool

  /// More comparisons than this are made line by line instead of by the longest common sequence.
  private static let limit = 400_000

  func compare(_ collector: inout FindingCollector, _ bindings: inout Bindings) {
    let expected = sample.filter { Self.isCompared($0.text) }
    let (shown, printed, pairs) = aligned()
    var lastPage = 0
    var lastSeen = 0
    let end = [(page: shown.count, seen: printed.count)]
    let elisions = expected.filter(\.isElision).map(\.number)
    var elision = 0
    for pair in (isUnordered ? [] : pairs) + end {
      let before = lastPage > 0 ? shown[lastPage - 1].line : Int.min
      let after = pair.page < shown.count ? shown[pair.page].line : Int.max
      while elision < elisions.count, elisions[elision] <= before { elision += 1 }
      let skips = elision < elisions.count && elisions[elision] < after
      if isUnordered {
        let pages = Set(pairs.map(\.page))
        let taken = Set(pairs.map(\.seen))
        gap(
          shown.indices.filter { !pages.contains($0) }.map { shown[$0] },
          printed.indices.filter { !taken.contains($0) }.map { printed[$0] }, skips: skips, &collector)
      } else {
        gap(Array(shown[lastPage..<pair.page]), Array(printed[lastSeen..<pair.seen]), skips: skips, &collector)
      }
      lastPage = pair.page + 1
      lastSeen = pair.seen + 1
    }
    for pair in pairs { equal(shown[pair.page], printed[pair.seen], &collector, &bindings) }
  }

  /// The lines that are compared, and those that belong together.
  func aligned() -> (shown: [Line], printed: [Printed], pairs: Pairs) {
    let shown = sample.filter { Self.isCompared($0.text) && !$0.isElision }.map(Line.init)
    let printed = seen.filter(Self.isCompared).map(Printed.init)
    return (shown, printed, isUnordered ? unordered(shown, printed) : ordered(shown, printed))
  }

  /// Whether a line counts: blank ones do not, nor prompts with their answers.
  static func isCompared(_ line: String) -> Bool { !line.isBlank && PromptLine.split(line) == nil }

  /// A line of the page.
  struct Line {
    let line: Int
    let text: String
    let pattern: LinePattern
    let canonical: LinePattern

    init(_ line: Sample.Line) {
      self.line = line.number
      text = LinePattern.folded(line.text)
      pattern = LinePattern(text)
      canonical = LinePattern(GenerationWording.canonical(text))
    }

    func fits(_ printed: Printed) -> Bool {
      pattern.match(printed.text) != nil || canonical.match(printed.canonical) != nil
    }
  }

  /// A line that was printed.
  struct Printed {
    let raw: String
    let text: String
    let canonical: String

    init(_ text: String) {
      raw = text
      self.text = LinePattern.folded(text)
      canonical = GenerationWording.canonical(text)
    }
  }

  typealias Pairs = [(page: Int, seen: Int)]

  /// The longest common sequence of lines.
  private func ordered(_ page: [Line], _ printed: [Printed]) -> Pairs {
    if page.count * printed.count > Self.limit { return greedy(page, printed) }
    var fits = [[Bool]](repeating: [Bool](repeating: false, count: printed.count), count: page.count)
    var length = [[Int]](repeating: [Int](repeating: 0, count: printed.count + 1), count: page.count + 1)
    for row in page.indices.reversed() {
      for column in printed.indices.reversed() {
        fits[row][column] = page[row].fits(printed[column])
        length[row][column] =
          fits[row][column]
          ? length[row + 1][column + 1] + 1 : max(length[row + 1][column], length[row][column + 1])
      }
    }
    var pairs: Pairs = []
    var (row, column) = (0, 0)
    while row < page.count, column < printed.count {
      if fits[row][column] {
        pairs.append((row, column))
        row += 1
        column += 1
      } else if length[row + 1][column] >= length[row][column + 1] {
        row += 1
      } else {
        column += 1
      }
    }
    return pairs
  }

  private func greedy(_ page: [Line], _ printed: [Printed]) -> Pairs {
    var pairs: Pairs = []
    var column = 0
    for (row, line) in page.enumerated() {
      guard let found = printed[column...].prefix(64).firstIndex(where: { line.fits($0) }) else { continue }
      pairs.append((row, found))
      column = found + 1
    }
    return pairs
  }

  private func unordered(_ page: [Line], _ printed: [Printed]) -> Pairs {
    if page.count * printed.count > Self.limit { return equal(page, printed) }
    var free = Array(printed.indices)
    var pairs: Pairs = []
    for (row, line) in page.enumerated() {
      guard let place = free.firstIndex(where: { line.fits(printed[$0]) }) else { continue }
      pairs.append((row, free.remove(at: place)))
    }
    return pairs
  }

  /// Pairs of lines in any order that are equal but for what generations write otherwise.
  private func equal(_ page: [Line], _ printed: [Printed]) -> Pairs {
    var free: [String: [Int]] = [:]
    for (column, line) in printed.enumerated().reversed() { free[line.canonical, default: []].append(column) }
    return page.enumerated().compactMap { row, line in
      free[GenerationWording.canonical(line.text)]?.popLast().map { (row, $0) }
    }
  }

  private func equal(_ line: Line, _ printed: Printed, _ collector: inout FindingCollector, _ bindings: inout Bindings)
  {
    if let captures = line.pattern.match(printed.text) {
      collector.compare(captures, line: line.line, &bindings)
    } else if let captures = line.canonical.match(printed.canonical) {
      collector.add(line.line, .generation, line.text, printed.text, "another generation's wording")
      collector.compare(captures, line: line.line, &bindings)
    }
  }

  /// Lines between two that fit.
  private func gap(_ page: [Line], _ printed: [Printed], skips: Bool, _ collector: inout FindingCollector) {
    var page = page
    var printed = printed
    for line in page where GenerationWording.isOptional(line.text) {
      collector.add(line.line, .generation, line.text, "", "only some generations print this line")
    }
    page.removeAll { GenerationWording.isOptional($0.text) }
    let optional = printed.filter { GenerationWording.isOptional($0.text) }
    printed.removeAll { GenerationWording.isOptional($0.text) }
    let place = page.last?.line ?? sample.last?.number ?? 1
    if !skips {
      for line in optional {
        collector.add(place, .generation, "", line.text, "only some generations print this line")
      }
    }
    let count = min(page.count, printed.count)
    for (line, other) in zip(page, printed) { changed(line, other, &collector) }
    for line in page.dropFirst(count) {
      collector.add(line.line, .missingRow, line.text, "", "this line was not printed", .mismatch)
    }
    if skips { return }
    let more = printed.dropFirst(count)
    guard let first = more.first else { return }
    let others = more.count > 1 ? " and \(more.count - 1) more" : ""
    collector.add(
      place, .incompleteSample, "", first.text + others,
      more.count > 1 ? "the page does not show these lines" : "the page does not show this line")
  }

  private func changed(_ line: Line, _ other: Printed, _ collector: inout FindingCollector) {
    let statuses = ["Status: Downloaded newer image for ", "Status: Image is up to date for "]
    if statuses.contains(where: { line.text.hasPrefix($0) }), statuses.contains(where: { other.text.hasPrefix($0) }) {
      collector.add(line.line, .state, line.text, other.text, "another outcome of the pull")
    } else {
      collector.add(line.line, .text, line.text, other.text, "another text", .mismatch)
    }
  }
}
