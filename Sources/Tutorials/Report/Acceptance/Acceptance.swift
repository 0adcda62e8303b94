/// What a page may have and still be accepted.
public struct Acceptance: Hashable, Sendable {
  /// Whether drift counts.
  public var isStrict: Bool
  /// What may be unmet: verbs and programs (`run`, `curl`), and kinds of findings (`missing-verb`, `foreign`).
  public var allowedUnmet: Set<String>
  /// Findings that are known; nil without a baseline.
  public var baseline: Baseline?

  /// Describes what is accepted; without more said, no failure, no defect and nothing unmet.
  public init(strict: Bool = false, allowingUnmet allowed: Set<String> = [], baseline: Baseline? = nil) {
    isStrict = strict
    allowedUnmet = allowed
    self.baseline = baseline
  }

  /// How a finding stands without a baseline.
  func standing(of finding: Finding) -> Standing {
    switch finding.verdict {
    case .fail, .defect: .refused
    case .unmet: allows(finding) ? .allowed : .refused
    case .drift: isStrict ? .refused : .told
    case .pass, .skipped: .told
    }
  }

  private func allows(_ finding: Finding) -> Bool {
    allowedUnmet.contains(finding.kind.rawValue) || finding.unmetName.map(allowedUnmet.contains) ?? false
  }
}
