/// One thing that a check found: where, what was expected, what was seen, and why it counts.
public struct Finding: Hashable, Sendable {
  /// What was found. A closed set: the raw values stand in reports.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Text: a value of a known type, as a count, a mark or a name.
    case value
    /// Text: an id that does not stand for what it stood for before, or two ids for one thing.
    case id
    /// Text: something else than an age where an age is.
    case age
    /// Text: another size.
    case size
    /// Text: a layer's last state.
    case state
    /// Text: the same content in another arrangement.
    case layout
    /// Text: the writing of another generation of the command line tool.
    case generation
    /// Text: the sample shows less than the command prints.
    case incompleteSample = "incomplete-sample"
    /// Text: a row that was printed and that the sample lacks.
    case extraRow = "extra-row"
    /// Text: a row or line that the sample shows and that was not printed.
    case missingRow = "missing-row"
    /// Text: anything else.
    case text
    /// What the command must do by its contract is not so in the store, the containers, the credentials or the registry.
    case effect
    /// The command ended with another status than the page shows.
    case status
    /// A check that a reader sees does not hold.
    case check
    /// The store does not verify itself any more.
    case store
    /// The command took longer than it may.
    case timeout
    /// A verb that Drydock does not have, because nothing runs here.
    case missingVerb = "missing-verb"
    /// Another program, or a pipe or file that is not followed.
    case foreign
    /// Syntax of another shell, or a line that can't be read.
    case syntax
    /// `<name>` that nothing on the page gave a value.
    case placeholder
    /// The world does not hold what the step takes for granted; the reason proposes the fixture's entry.
    case world
    /// The step uses what nobody made.
    case undefined
    /// The step uses what an earlier one removed.
    case removed
    /// An unquoted `*` or `?`, which other shells replace by the names of files.
    case wildcard
    /// A link or an image of the page leads nowhere.
    case link
    /// A page and its translation show different fences, switches or checks.
    case translation
    /// A switch that changes nothing where it stands.
    case deadSwitch = "dead-switch"
    /// Not judged: an earlier step did not provide what this one needs.
    case dependency
    /// Not judged: the page's own switch says so.
    case switchedOff = "switched-off"
  }

  /// The line on the page.
  public let line: Int
  /// What was found.
  public let kind: Kind
  /// How grave it is: the verdict that it alone would give.
  public let verdict: Verdict
  /// What the page shows or the contract demands; empty where nothing.
  public let expected: String
  /// What there is; empty where nothing.
  public let seen: String
  /// Why it counts, in a few words.
  public let reason: String
  /// The verb or program that is unmet, as `--allow-unmet` names it; nil for other findings.
  public let unmetName: String?
  /// The rest of the row that expected and seen stand in, where they are cells of one.
  public let surroundings: Surroundings?

  /// Tells a finding.
  public init(
    line: Int, kind: Kind, verdict: Verdict, expected: String = "", seen: String = "", reason: String,
    unmetName: String? = nil, surroundings: Surroundings? = nil
  ) {
    self.line = line
    self.kind = kind
    self.verdict = verdict
    self.expected = expected
    self.seen = seen
    self.reason = reason
    self.unmetName = unmetName
    self.surroundings = surroundings
  }
}

extension Finding {
  /// A difference of texts, with the weight that its severity has where the step stands.
  init(_ text: TextFinding, verdict: Verdict) {
    self.init(
      line: text.line, kind: Kind(text.kind), verdict: verdict, expected: text.expected, seen: text.seen,
      reason: text.reason, surroundings: text.surroundings)
  }
}

extension Finding.Kind {
  init(_ kind: TextFinding.Kind) {
    self =
      switch kind {
      case .value: .value
      case .id: .id
      case .age: .age
      case .size: .size
      case .state: .state
      case .layout: .layout
      case .generation: .generation
      case .incompleteSample: .incompleteSample
      case .extraRow: .extraRow
      case .missingRow: .missingRow
      case .text: .text
      }
  }
}
