/// A word that may stand at a place of a command line, for completion.
public struct KnownWord: Hashable, Sendable {
  /// The word.
  public let text: String
  /// A few words on it.
  public let gloss: String?

  /// The heading under which it is listed, where there are several.
  public let group: String?

  /// Names a word.
  public init(_ text: String, gloss: String? = nil, group: String? = nil) {
    self.text = text
    self.gloss = gloss
    self.group = group
  }
}
