/// The line that opens fenced code.
public struct MarkdownFence: Hashable, Sendable {
  /// How many characters it has; the closing line has as many at least.
  public let length: Int
  /// The ASCII character it is made of.
  public let character: UInt8
  /// What stands behind it: the language, for most.
  public let info: String
}

/// How a list is numbered and spaced.
public struct MarkdownListStyle: Hashable, Sendable {
  /// The number of the first item; `nil` in a list with bullets.
  public let start: Int?
  /// What stands behind a number.
  public let delimiter: String
  /// Whether its items stand without blank lines between them.
  public let isTight: Bool
}
