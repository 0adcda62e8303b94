/// A repository's name within its registry: lower-case components joined by slashes.
///
/// See [Pulling manifests](https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pulling-manifests).
public struct RepositoryName: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The components with their slashes.
  public let description: String

  /// The most characters of a name, its host not counted.
  public static let maximumLength = 255

  /// Parses a name.
  ///
  /// - Throws: ``ReferenceError`` that names the rule broken.
  public init(parsing text: some StringProtocol) throws(ReferenceError) {
    guard !text.isEmpty else { throw .invalidFormat(String(text)) }
    if text.utf8.contains(where: \.isUpperLetter) { throw .upperCase(String(text)) }
    let components = Array(text.utf8).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard components.allSatisfy(Self.isComponent) else { throw .invalidFormat(String(text)) }
    guard text.utf8.count <= Self.maximumLength else { throw .tooLong(String(text)) }
    description = String(text)
  }

  /// The components.
  public var components: [Substring] { description.split(separator: "/") }

  /// Letters and digits joined by one of `.`, `_`, `__` or any run of `-`.
  private static func isComponent(_ component: ArraySlice<UInt8>) -> Bool {
    var separator: [UInt8] = []
    var hasWord = false
    for byte in component {
      if byte.isDigit || byte.isLowerLetter {
        guard separator.isEmpty || (hasWord && isSeparator(separator)) else { return false }
        separator = []
        hasWord = true
      } else {
        separator.append(byte)
      }
    }
    return hasWord && separator.isEmpty
  }

  private static func isSeparator(_ bytes: [UInt8]) -> Bool {
    bytes == Array(".".utf8) || bytes == Array("_".utf8) || bytes == Array("__".utf8)
      || bytes.allSatisfy { $0 == UInt8(ascii: "-") }
  }

  public static func < (left: RepositoryName, right: RepositoryName) -> Bool { left.description < right.description }
}
