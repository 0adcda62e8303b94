/// One `--filter NAME=VALUE`, before a verb says what it means there.
///
/// See [Filters](https://docs.docker.com/engine/cli/filter/).
public struct Filter: Hashable, Sendable {
  /// What is asked about, in lower case.
  public let name: String
  /// What it must be.
  public let value: String

  /// Names a filter.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Reads `NAME=VALUE`; blanks around both don't count.
  ///
  /// - Throws: ``FilterError/badFormat(_:)``.
  public init(parsing text: String) throws(FilterError) {
    guard let equals = text.firstIndex(of: "=") else { throw .badFormat(text) }
    name = Self.trimmed(text[..<equals]).lowercased()
    value = Self.trimmed(text[text.index(after: equals)...])
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.trimmingPrefix(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}

/// Why a filter can't be used.
public enum FilterError: Error, Hashable {
  /// It is not `NAME=VALUE`.
  case badFormat(String)
  /// The verb knows no such name; those that it knows.
  case unknownName(String, known: [String])
  /// The value is none of those that the name takes.
  case invalidValue(name: String, values: [String], expected: String)
  /// The value may stand alone only, `status=bogus`.
  case unknownValue(name: String, value: String, expected: String)
  /// A pattern of names has a bracket or a backslash without its end.
  case badPattern(String)
}

extension [Filter] {
  /// The values of a name, in order.
  func values(of name: String) -> [String] { filter { $0.name == name }.map(\.value) }

  /// Refuses a name that is none of those that a verb knows.
  func requireNames(_ known: [String]) throws(FilterError) {
    if let other = first(where: { !known.contains($0.name) }) { throw .unknownName(other.name, known: known) }
  }

  /// What a name that is true or false was set to; nil where it was not.
  func boolean(_ name: String) throws(FilterError) -> Bool? {
    let values = values(of: name)
    guard !values.isEmpty else { return nil }
    let isTrue = values.allSatisfy { ["1", "true"].contains($0) }
    guard isTrue || values.allSatisfy({ ["0", "false"].contains($0) }) else {
      throw .invalidValue(name: name, values: values, expected: "true or false")
    }
    return isTrue
  }
}
