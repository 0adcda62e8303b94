/// Which lines a history keeps, in memory as on disk.
public struct HistoryPolicy: Sendable {
  private let allows: @Sendable (String) -> Bool

  /// Makes a policy of a rule of the caller's, such as "no line with a password in it".
  public init(_ allows: @escaping @Sendable (String) -> Bool = { _ in true }) { self.allows = allows }

  /// Whether the line is kept: never one that is empty, begins with a blank, holds a NUL or is longer than
  /// ``HistoryFile/entryLimit``; else as the caller's rule says.
  public func keeps(_ line: String) -> Bool {
    guard let first = line.utf8.first, first != UInt8(ascii: " "), first != UInt8(ascii: "\t") else { return false }
    guard line.utf8.count <= HistoryFile.entryLimit, !line.utf8.contains(0) else { return false }
    return allows(line)
  }
}
