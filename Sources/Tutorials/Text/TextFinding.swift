/// One difference between what a page shows and what a command printed.
public struct TextFinding: Hashable, Sendable {
  /// What differs. A closed set: the raw values stand in reports.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A value of a known type: a count, a mark, a name, a number.
    case value
    /// An id or digest that does not stand for what it stood for before.
    case id
    /// Something else than an age where an age is, or the other way round.
    case age
    /// Another size.
    case size
    /// A layer's last state.
    case state
    /// The same content in another arrangement: other columns, or blanks under `exact`.
    case layout
    /// The writing of another generation of the command line tool.
    case generation
    /// The sample shows less than the command prints.
    case incompleteSample = "incomplete-sample"
    /// A row that was printed and that the sample lacks.
    case extraRow = "extra-row"
    /// A row, layer or line that the sample shows and that was not printed.
    case missingRow = "missing-row"
    /// Any other text.
    case text
  }

  /// How grave it is.
  public enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
    /// The same meaning in another text.
    case drift
    /// The sample claims something that is not so. With an effect as contracted it is drift as well; where no effect
    /// can be looked at, the text is all there is, and the step fails.
    case mismatch
    /// The page contradicts itself, whatever was printed.
    case defect

    /// Drift is the least, a defect the gravest.
    public static func < (first: Severity, second: Severity) -> Bool { first.rank < second.rank }

    private var rank: Int {
      switch self {
      case .drift: 0
      case .mismatch: 1
      case .defect: 2
      }
    }
  }

  /// The line on the page.
  public let line: Int
  /// What differs.
  public let kind: Kind
  /// What the page shows; empty where it shows nothing.
  public let expected: String
  /// What was printed; empty where nothing was.
  public let seen: String
  /// Why it is a difference, in a few words.
  public let reason: String
  /// How grave it is.
  public let severity: Severity
  /// The rest of the row that the two values stand in, where they are cells.
  public var surroundings: Surroundings?
}
