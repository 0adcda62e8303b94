/// The rule of the reference grammar that a text breaks.
public enum ReferenceError: Error, Hashable {
  /// The text follows no form of a reference.
  case invalidFormat(String)
  /// The repository's name has an upper-case letter.
  case upperCase(String)
  /// The repository's name has more than ``RepositoryName/maximumLength`` characters.
  case tooLong(String)
  /// The name is 64 hexadecimal digits, which would be an image id.
  case looksLikeID(String)
  /// The tag breaks its grammar.
  case invalidTag(String)
  /// The digest breaks its grammar.
  case invalidDigest(DigestError)
  /// The host breaks its grammar.
  case invalidHost(String)
  /// The name is reserved.
  case reserved(String)
}
