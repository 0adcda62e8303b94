import Foundation

/// A folder of one test's own, removed with everything in it when the test lets go of it.
public final class ScratchFolder: Sendable {
  /// The absolute path, without a trailing slash.
  public let path: String

  /// Makes the folder, below the system's folder for temporary files. Whoever has one may open many files.
  public init() throws {
    _ = OpenFileLimit.isRaised
    path = NSTemporaryDirectory().appending("drydock-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a name below the folder.
  public func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }
}
