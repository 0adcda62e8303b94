/// Collects the findings of one comparison.
struct FindingCollector {
  private(set) var findings: [TextFinding] = []
  /// What stands around the values that are compared now.
  var surroundings: Surroundings?
  private var once: Set<String> = []
  /// More differences of one sample than this help nobody: the last one says how many there are.
  private static let limit = 100
  private var omitted = 0

  mutating func add(
    _ line: Int, _ kind: TextFinding.Kind, _ expected: String, _ seen: String, _ reason: String,
    _ severity: TextFinding.Severity = .drift
  ) {
    guard findings.count < Self.limit || severity == .defect && findings.count < 2 * Self.limit else {
      omitted += 1
      if let last = findings.popLast() {
        findings.append(
          TextFinding(
            line: last.line, kind: last.kind, expected: last.expected, seen: last.seen,
            reason: last.reason.prefix { $0 != ";" } + "; \(omitted) more differences are left out",
            severity: max(last.severity, severity)))
      }
      return
    }
    findings.append(
      TextFinding(
        line: line, kind: kind, expected: expected, seen: seen, reason: reason, severity: severity,
        surroundings: surroundings))
  }

  /// Adds a finding that would be the same in every row once.
  mutating func addOnce(
    _ key: String, _ line: Int, _ kind: TextFinding.Kind, _ expected: String, _ seen: String, _ reason: String
  ) {
    if once.insert(key).inserted { add(line, kind, expected, seen, reason) }
  }

  /// Binds an id and reports what contradicts it.
  mutating func bind(_ line: Int, id page: String, to real: String, _ bindings: inout Bindings) {
    switch bindings.bind(id: page, to: real, line: line) {
    case nil: break
    case .standsFor(let other, let first):
      add(line, .id, page, real, "one id for two: \(page) stood for \(other)\(Self.place(first))", .mismatch)
    case .calledBefore(let other, let first):
      add(line, .id, page, real, "two ids for one: \(other)\(Self.place(first)), \(page) here", .defect)
    }
  }

  private static func place(_ line: Int) -> String { line > 0 ? " on line \(line)" : " in the fixture" }

  /// Compares what stands at the typed places of two lines whose literal text is equal.
  mutating func compare(_ captures: [LinePattern.Capture], line: Int, _ bindings: inout Bindings) {
    for capture in captures {
      switch capture.token {
      case .id(let page): bind(line, id: page, to: capture.seen, &bindings)
      case .size(let text): compareSizes(line, text, capture.seen, column: nil)
      case .number(let text): if text != capture.seen { add(line, .value, text, capture.seen, "another number") }
      case .placeholder(let name):
        if case .standsFor(let value, let first)? = bindings.bind(name: name, to: capture.seen, line: line) {
          add(line, .value, "<\(name)>", capture.seen, "<\(name)> was \(value)\(Self.place(first))", .defect)
        }
      case .cutID(let start):
        // Twelve digits are as good as an id; fewer can't be told from others.
        if start.split(separator: ":").last?.count ?? 0 >= 12 { bind(line, id: start, to: capture.seen, &bindings) }
      case .age, .instant, .text: break
      }
    }
  }

  /// Compares two sizes; the writing of another generation is told once a column.
  mutating func compareSizes(_ line: Int, _ expected: String, _ seen: String, column: String?) {
    if expected == seen { return }
    guard let first = SizeText(expected), let second = SizeText(seen) else {
      return add(line, .size, expected, seen, "not a size on both sides")
    }
    if !first.isSame(as: second) {
      add(line, .size, expected, seen, "another size, by more than rounding")
    } else {
      addOnce(
        "size \(column ?? "")", line, .generation, expected, seen, "the same size in another generation's writing")
    }
  }
}
