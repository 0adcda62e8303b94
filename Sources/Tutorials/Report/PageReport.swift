/// What became of a page's steps.
public struct PageReport: Hashable, Sendable {
  /// The page's path, as given.
  public let path: String
  /// Its title.
  public let title: String
  /// What the world was, saying that it is simulated where it is.
  public let world: String
  /// What people should know of the world, a line each.
  public let notes: [String]
  /// The steps that were judged, in the page's order.
  public let steps: [StepReport]
  /// Whether these are all steps of the page.
  public var isWhole = true

  /// The report with the page's path written in another way.
  func named(_ path: String) -> PageReport {
    PageReport(path: path, title: title, world: world, notes: notes, steps: steps, isWhole: isWhole)
  }

  /// How many steps have a verdict.
  public func count(_ verdict: Verdict) -> Int { steps.count { $0.verdict == verdict } }

  /// The last line: how many steps there are, and how many of each verdict.
  public var summary: String {
    let counts = Self.counted.map { "\(count($0)) \($0.rawValue)" }
    return "\(steps.count) \(steps.count == 1 ? "step" : "steps"): " + counts.joined(separator: ", ")
  }

  /// The verdicts in the order in which they are counted.
  static let counted: [Verdict] = [.pass, .drift, .defect, .unmet, .fail, .skipped]

  /// Whether every step passed.
  public var isClean: Bool { steps.allSatisfy { $0.verdict == .pass } }

  /// Whether the page is refused: a step failed, contradicts the page, or is unmet without leave; with `strict`, one that
  /// drifted too.
  ///
  /// - Parameters:
  ///   - strict: whether drift counts.
  ///   - allowed: the verbs, programs and kinds of findings that may be unmet.
  /// - Returns: whether `check` ends with status 1.
  public func isRefused(strict: Bool = false, allowingUnmet allowed: Set<String> = []) -> Bool {
    JudgedPage(self, by: Acceptance(strict: strict, allowingUnmet: allowed)).isRefused
  }
}

/// What became of a step.
public struct StepReport: Hashable, Sendable {
  /// Its place on the page, from 1.
  public let ordinal: Int
  /// What progress and baselines know it by.
  public let identity: String
  /// The line of its fence.
  public let line: Int
  /// Its commands with how they ended.
  public let commands: [CommandReport]
  /// The gravest of the findings' verdicts; pass without any.
  public let verdict: Verdict
  /// How many assertions bound the step: each was looked at, and one that did not hold is among the findings.
  public let assertions: Int
  /// How long it took.
  public let duration: Duration
  /// What was found, in the order of the page's lines.
  public let findings: [Finding]
}

/// How a command of a page ended.
public struct CommandReport: Hashable, Sendable {
  /// Its line on the page.
  public let line: Int
  /// The command as the page writes it.
  public let command: String
  /// Its exit status; nil for one that was not run.
  public let status: Int?
}
