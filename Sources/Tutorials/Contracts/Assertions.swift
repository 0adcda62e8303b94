import ImageCommands

/// Counts what was looked at and keeps what did not hold.
struct Assertions {
  /// The line that findings stand on.
  let line: Int
  private(set) var count = 0
  private(set) var findings: [Finding] = []

  init(line: Int) { self.line = line }

  /// Whether everything held so far.
  var hold: Bool { findings.isEmpty }

  /// Looks at one thing.
  ///
  /// - Returns: whether it holds.
  @discardableResult
  mutating func expect(
    _ holds: Bool, _ reason: String, expected: String = "", seen: String = "", kind: Finding.Kind = .effect,
    line: Int? = nil
  ) -> Bool {
    count += 1
    if !holds {
      findings.append(
        Finding(
          line: line ?? self.line, kind: kind, verdict: .fail, expected: expected, seen: seen, reason: reason))
    }
    return holds
  }

  /// Notes something that does not hold.
  mutating func refuse(_ reason: String, expected: String = "", seen: String = "") {
    expect(false, reason, expected: expected, seen: seen)
  }

  /// Compares two values.
  @discardableResult
  mutating func expectEqual<Value: Equatable>(_ seen: Value?, _ expected: Value?, _ reason: String) -> Bool {
    expect(
      seen == expected, reason, expected: expected.map { "\($0)" } ?? "nothing", seen: seen.map { "\($0)" } ?? "nothing"
    )
  }

  /// Notes that something could not be looked at, which is as good as its not holding.
  mutating func fail(_ reason: String, _ error: any Error) {
    expect(false, reason, seen: ErrorWording.headline(of: error))
  }

  /// Takes over what others looked at.
  mutating func add(_ other: Assertions) {
    count += other.count
    findings += other.findings
  }
}
