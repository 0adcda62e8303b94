/// An option of docker's that matters only to something that runs: it is taken with its value and told to mean nothing
/// here, so that scripts written for docker go on working.
public struct RuntimeOption: Hashable, Sendable {
  /// Its long name, without dashes.
  public let long: String
  /// Its letter, if it has one.
  public let short: Character?
  /// Whether a value follows.
  public let takesValue: Bool

  /// Names an option.
  public init(_ long: String, short: Character? = nil, takesValue: Bool = true) {
    self.long = long
    self.short = short
    self.takesValue = takesValue
  }
}
