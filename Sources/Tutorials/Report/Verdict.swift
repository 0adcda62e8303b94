/// What became of a step. The gravest of its findings decides.
public enum Verdict: String, Hashable, Sendable, CaseIterable, Comparable {
  /// The effect is as contracted, and the text is equal, literally or by type.
  case pass
  /// The effect is as contracted, and the text differs; or a habit that other shells would punish.
  case drift
  /// The step was not judged, because something that it needs is missing after an earlier step, or the page says so.
  case skipped
  /// The page contradicts itself.
  case defect
  /// The step needs something that this world or this tool does not give.
  case unmet
  /// The effect is absent, or there was an error that the page does not show.
  case fail

  /// Pass is the least, fail the gravest.
  public static func < (first: Verdict, second: Verdict) -> Bool { first.rank < second.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
