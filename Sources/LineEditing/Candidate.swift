/// One thing that may stand at the cursor.
public struct Candidate: Sendable, Equatable {
  /// What replaces the range, quoted as the line needs it.
  public var text: String
  /// A few words that explain it, shown dim in the list.
  public var gloss: String?
  /// The heading under which it is listed, where there are several.
  public var group: String?
  /// What follows the text once it is the only candidate: a space, or nothing after a folder or `--option=`.
  public var suffix: String

  /// Makes a candidate.
  public init(_ text: String, gloss: String? = nil, group: String? = nil, suffix: String = " ") {
    self.text = text
    self.gloss = gloss
    self.group = group
    self.suffix = suffix
  }
}
