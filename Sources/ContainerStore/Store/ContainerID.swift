import ImageSpec

/// A container's identity: 64 lower-case hexadecimal digits, as docker's.
public struct ContainerID: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// All 64 digits.
  public let description: String

  /// Checks a whole id; its digits are random, or a fixture's.
  ///
  /// - Throws: ``ContainerError/malformedID(_:)``.
  public init(parsing text: String) throws(ContainerError) {
    guard text.utf8.count == 64, text.utf8.allSatisfy(\.isLowerHexDigit) else { throw .malformedID(text) }
    description = text
  }

  /// The first twelve digits, as tables show an id.
  public var short: String { String(description.prefix(12)) }

  public static func < (left: ContainerID, right: ContainerID) -> Bool { left.description < right.description }
}
