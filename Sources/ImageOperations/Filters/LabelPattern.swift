/// A label that must be there, with a value perhaps: `KEY` or `KEY=VALUE`.
public struct LabelPattern: Hashable, Sendable {
  /// The label's key.
  public let key: String
  /// Its value; nil where any will do.
  public let value: String?

  /// Reads a pattern; any text is one.
  public init(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    key = parts[0]
    value = parts.count > 1 ? parts[1] : nil
  }

  /// Whether the labels have it.
  public func matches(_ labels: [String: String]) -> Bool { labels[key].map { value == nil || $0 == value } ?? false }
}
