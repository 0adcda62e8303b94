/// Whether a finding refuses its page.
public enum Standing: Hashable, Sendable {
  /// It is told and does not count: a pass, a drift without `--strict`, what was not judged.
  case told
  /// It is unmet, and may be.
  case allowed
  /// The baseline has it.
  case known
  /// It refuses the page.
  case refused

  /// Why a finding that would otherwise count does not, in a few words.
  var note: String? {
    switch self {
    case .told, .refused: nil
    case .allowed: "allowed"
    case .known: "in the baseline"
    }
  }
}
