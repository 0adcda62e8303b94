import ImageSpec

/// The changes that make a sample read as what was printed: only what the comparison calls different, token by token
/// where the line stays the same. What stands for itself (ids, ages, points in time, `<name>`, `...`) stays as it is.
struct SampleRevision {
  /// The changes, by lines of the page, in terms of the fence's content.
  private(set) var edits: [SourceText.Edit] = []

  private let sample: Sample
  private let bindings: Bindings
  /// The last lines of a table or of layers, on the page and in what was printed: what was printed behind it comes
  /// behind it on the page.
  private var block: (page: Int, seen: Int)?

  /// Compares a command's sample with what was printed.
  init(of command: PageCommand, printed: String, switches: Switches, bindings: Bindings) {
    sample = command.sample
    self.bindings = bindings
    guard !sample.isEmpty, !switches.exact else { return }
    let text = printed.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" })
    let seen = Sample(text.enumerated().map { Sample.Line(number: $0.offset + 1, text: String($0.element)) })
    if let values = SampleJSON.values(in: sample.lines), let documents = JSONComparison.documents(in: printed) {
      revise(JSONComparison(sample: values), documents)
      return
    }
    var page = sample.lines
    var lines = seen.lines
    if let table = SampleTable(page) {
      guard let other = SampleTable(lines) else { return }
      edits += TableRevision(TableComparison(sample: table, seen: other), bindings).edits
      block = (page[table.lines.upperBound - 1].number, lines[other.lines.upperBound - 1].number)
      page.removeSubrange(table.lines)
      lines.removeSubrange(other.lines)
    } else if SampleComparison.mayShowLayers(command.verb), let transcript = Transcript(page),
      let other = Transcript(lines)
    {
      revise(TranscriptComparison(sample: transcript, seen: other).paired(Bindings()), transcript)
      block = (transcript.layers.map(\.line).max() ?? 0, other.layers.map(\.line).max() ?? 0)
      page = transcript.rest
      lines = other.rest
    }
    let comparison = TextComparison(sample: page, seen: lines.map(\.text), isUnordered: switches.unordered)
    // The lines that are compared, in their order.
    revise(comparison, numbers: lines.filter { TextComparison.isCompared($0.text) }.map(\.number))
  }

  // MARK: JSON

  /// Values change where they stand; members that are missing on one side are the author's to choose.
  private mutating func revise(_ comparison: JSONComparison, _ documents: [JSON]) {
    var collector = FindingCollector()
    var bindings = Bindings()
    comparison.compare(documents, &collector, &bindings)
    var texts = Dictionary(sample.lines.map { ($0.number, $0.text) }, uniquingKeysWith: { first, _ in first })
    for finding in collector.findings where [.value, .size].contains(finding.kind) {
      guard let text = texts[finding.line], !finding.expected.isEmpty, !finding.seen.isEmpty,
        !finding.seen.contains(where: { "\"\\\n".contains($0) }), text[...].count(of: finding.expected) == 1
      else { continue }
      texts[finding.line] = text.replacing(finding.expected, with: finding.seen)
    }
    for line in sample.lines {
      guard let text = texts[line.number], text != line.text else { continue }
      edits.append(.replace(line: line.number, with: text))
    }
  }

  // MARK: Layers

  private mutating func revise(
    _ layers: (
      pairs: [(sample: Transcript.Layer, seen: Transcript.Layer)], missing: [Transcript.Layer],
      extra: [Transcript.Layer]
    ), _ transcript: Transcript
  ) {
    for (own, seen) in layers.pairs where own.state != seen.state {
      edits.append(.replace(line: own.line, with: "\(own.id): \(seen.state)"))
    }
    let skips = transcript.rest.contains(where: \.isElision)
    for layer in layers.missing where !skips || layer.isDone {
      // Every line of the layer, not only the one with its last state.
      for line in sample.lines where line.text.trimmed.hasPrefix(layer.id + ":") {
        edits.append(.delete(line: line.number))
      }
    }
    guard let last = transcript.layers.map(\.line).max() else { return }
    if skips { return }
    for layer in layers.extra {
      edits.append(.insert(after: last, text: "\(named(layer.id)): \(layer.state)"))
    }
  }

  // MARK: Lines

  private mutating func revise(_ comparison: TextComparison, numbers: [Int]) {
    let (shown, lines, pairs) = comparison.aligned()
    let printed = zip(lines, numbers).map { (line: $0, number: $1) }
    let first = sample.lines.first?.number ?? 1
    if comparison.isUnordered {
      let (pages, taken) = (Set(pairs.map(\.page)), Set(pairs.map(\.seen)))
      revise(
        shown.indices.filter { !pages.contains($0) }.map { shown[$0] },
        printed.indices.filter { !taken.contains($0) }.map { printed[$0] },
        after: sample.lines.last?.number ?? first, before: Int.max)
    } else {
      var (page, seen) = (0, 0)
      for pair in pairs + [(shown.count, printed.count)] {
        let above = page > 0 ? shown[page - 1].line : first - 1
        let below = pair.page < shown.count ? shown[pair.page].line : Int.max
        revise(Array(shown[page..<pair.page]), Array(printed[seen..<pair.seen]), after: above, before: below)
        (page, seen) = (pair.page + 1, pair.seen + 1)
      }
    }
    for pair in pairs { revise(shown[pair.page], lines[pair.seen]) }
  }

  /// Lines between two that fit: those in the same place change, the others come and go.
  private mutating func revise(
    _ page: [TextComparison.Line], _ printed: [(line: TextComparison.Printed, number: Int)], after above: Int,
    before below: Int
  ) {
    let skips = sample.lines.contains { $0.isElision && $0.number > above && $0.number < below }
    // What only some generations print takes the place of its like.
    var optional = page.filter { GenerationWording.isOptional($0.text) }[...]
    var changed = page.filter { !GenerationWording.isOptional($0.text) }[...]
    var place = above
    for (other, number) in printed {
      let isOptional = GenerationWording.isOptional(other.text)
      if let line = isOptional ? optional.popFirst() : changed.popFirst() {
        place = max(place, line.line)
        edits.append(.replace(line: line.line, with: named(other.raw)))
      } else if !skips {
        if let block, number > block.seen { place = max(place, block.page) }
        edits.append(.insert(after: place, text: named(other.raw)))
      }
    }
    for line in optional + changed { edits.append(.delete(line: line.line)) }
  }

  /// A line that fits: its numbers and sizes, or the wording of another generation.
  private mutating func revise(_ line: TextComparison.Line, _ printed: TextComparison.Printed) {
    guard let raw = sample.lines.first(where: { $0.number == line.line })?.text else { return }
    if let captures = line.pattern.match(printed.text) {
      var rest = raw[...]
      var result = ""
      for capture in captures {
        guard let token = Self.text(of: capture.token), let place = rest.firstRange(of: token) else { return }
        result += rest[..<place.lowerBound] + (Self.drifts(capture) ? capture.seen : token)
        rest = rest[place.upperBound...]
      }
      result += rest
      if result != raw { edits.append(.replace(line: line.line, with: result)) }
    } else if let captures = line.canonical.match(printed.canonical) {
      // The printed wording with the page's own values in it.
      var rest = printed.raw[...]
      var result = ""
      for capture in captures {
        guard let token = Self.text(of: capture.token), let place = rest.firstRange(of: capture.seen) else { return }
        result += rest[..<place.lowerBound] + (Self.drifts(capture) ? capture.seen : token)
        rest = rest[place.upperBound...]
      }
      edits.append(.replace(line: line.line, with: result + rest))
    }
  }

  /// Whether the comparison of a typed place would tell a difference that can be written down.
  private static func drifts(_ capture: LinePattern.Capture) -> Bool {
    switch capture.token {
    case .size(let text), .number(let text): text != capture.seen
    default: false
    }
  }

  private static func text(of token: LinePattern.Token) -> String? {
    switch token {
    case .text: nil
    case .id(let text), .age(let text), .instant(let text), .size(let text), .number(let text): text
    case .cutID(let start): start + "..."
    case .placeholder(let name): "<\(name)>"
    }
  }

  /// A printed text with the page's names for its ids, so that the whole page goes on calling them alike.
  private func named(_ text: String) -> String { Self.named(text, bindings) }

  static func named(_ text: String, _ bindings: Bindings) -> String {
    var result = ""
    for token in LinePattern.raw(text) {
      switch token {
      case .text(let text): result += text
      case .id(let real):
        // A longer id can't be made of a shorter one.
        let page = bindings.pageID(of: real)
        result += page.flatMap { $0.utf8.count == real.utf8.count ? $0 : nil } ?? real
      default: result += Self.text(of: token) ?? ""
      }
    }
    return result
  }
}
